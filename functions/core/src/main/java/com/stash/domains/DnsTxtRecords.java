package com.stash.domains;

import com.stash.tenancy.HostName;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/**
 * TXT records by the JDK's own DNS client, with time-outs, at most 50 texts of a name.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/25/docs/api/jdk.naming.dns/module-summary.html">
 *     the DNS provider of JNDI</a>
 */
@SuppressWarnings({
  "BanJNDI", // the provider speaks DNS only and reads no objects
  "JdkObsolete" // JNDI takes its environment as a Hashtable
})
public final class DnsTxtRecords implements TxtRecords {
  private static final int MOST = 50;

  private final String servers;

  private DnsTxtRecords(String servers) {
    this.servers = servers;
  }

  /** Asks the name servers the machine is set up with. */
  public static DnsTxtRecords ofThisMachine() {
    return new DnsTxtRecords("dns:");
  }

  /** Asks one name server. */
  public static DnsTxtRecords of(String host, int port) {
    return new DnsTxtRecords("dns://%s:%d".formatted(host, port));
  }

  @Override
  public Set<String> texts(String label, HostName host) {
    var environment = new Hashtable<String, String>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, servers);
    environment.put("com.sun.jndi.dns.timeout.initial", "1000");
    environment.put("com.sun.jndi.dns.timeout.retries", "2");
    var texts = new LinkedHashSet<String>();
    try {
      var context = new InitialDirContext(environment);
      try {
        var found = context.getAttributes(label + "." + host + ".", new String[] {"TXT"});
        var records = found.get("TXT");
        for (int i = 0; records != null && i < Math.min(MOST, records.size()); i++) {
          texts.add(records.get(i).toString().replace("\"", "").strip());
        }
      } finally {
        context.close();
      }
    } catch (NameNotFoundException e) {
      return Set.of();
    } catch (NamingException e) {
      throw new Unreachable(e);
    }
    return texts;
  }
}
