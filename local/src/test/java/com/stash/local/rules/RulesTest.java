package com.stash.local.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.audit.AuditTrail;
import com.stash.audit.Checkpoints;
import com.stash.campaigns.Campaigns;
import com.stash.credentials.CredentialUses;
import com.stash.credentials.Credentials;
import com.stash.credentials.Sealer;
import com.stash.credentials.SearchingCredentials;
import com.stash.documents.Documents;
import com.stash.documents.Jobs;
import com.stash.documents.ReceivingUploads;
import com.stash.documents.TenantObjects;
import com.stash.domains.Domains;
import com.stash.identity.ApiKeys;
import com.stash.identity.Authenticating;
import com.stash.identity.KeyUses;
import com.stash.identity.SigningIn;
import com.stash.identity.Users;
import com.stash.lifecycle.Deleting;
import com.stash.lifecycle.Holdings;
import com.stash.pipeline.CancellingDocuments;
import com.stash.pipeline.Executions;
import com.stash.pipeline.RunningJobs;
import com.stash.pipeline.Slots;
import com.stash.processors.RegisteredProcessors;
import com.stash.processors.builtin.BuiltIns;
import com.stash.provisioning.Provisionings;
import com.stash.store.AwsBackend;
import com.stash.store.Sessions;
import com.stash.tenancy.Gate;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Claims;
import com.stash.transactions.Transactions;
import com.stash.usage.Balances;
import com.stash.usage.UsageBook;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What design.md says of packages, scopes, time and requests, held against every class. */
class RulesTest {
  private static final String FUNCTIONS = "com.stash.functions..";
  private static final String LOCAL = "com.stash.local..";
  private static final String WEBHOOK = "com.stash.processors.builtin.webhook..";

  /** Fields that may hold a scope, each with the reason why it is not kept. */
  private static final Map<String, String> HOLDERS =
      Map.ofEntries(
          Map.entry("com.stash.pipeline.Run", "one run of one job; ends with the message"),
          Map.entry("com.stash.pipeline.Workspace", "the files of one run; closed with it"),
          Map.entry("com.stash.pipeline.StepSecrets", "what one step opened; closed with it"),
          Map.entry("com.stash.functions.api.Request", "one checked request; gone with its answer"),
          Map.entry(
              "com.stash.local.factories.CampaignFactory",
              "one sentence; it ends with what it makes"),
          Map.entry("com.stash.local.factories.CredentialFactory", "one sentence, like the others"),
          Map.entry("com.stash.local.factories.DocumentFactory", "one sentence, like the others"),
          Map.entry("com.stash.local.factories.JobFactory", "the job of one document that is made"),
          Map.entry(
              "com.stash.functions.admin.AdminRequest", "an operator's; gone with its answer"),
          Map.entry("com.stash.local.factories.UserFactory", "one sentence, like the others"),
          Map.entry("com.stash.local.factories.ApiKeyFactory", "one sentence, like the others"),
          Map.entry("com.stash.local.factories.DomainFactory", "one sentence, like the others"));

  /** Who may ask the gate besides the functions, local mode and provisioning, and why. */
  private static final Map<String, String> ASKERS =
      Map.of(
          ReceivingUploads.class.getName(),
          "an S3 key names the tenant; only its row confirms it",
          RunningJobs.class.getName(),
          "a message names the tenant; it must be active",
          CancellingDocuments.class.getName(),
          "the job that a cancelled one makes room for is not the caller's to change",
          Authenticating.class.getName(),
          "a key's text names the tenant; its hash confirms it",
          SigningIn.class.getName(),
          "a checked token names the tenant; a claim leads to its user",
          SearchingCredentials.class.getName(),
          "the system's credentials are the platform's",
          "com.stash.store.CachedProcessorSwitches",
          "which processors are on is the platform's");

  private static JavaClasses stash;

  @BeforeAll
  static void read() {
    stash =
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              // Only names of foreign classes are looked at; reading them takes half a minute.
              configuration.setResolveMissingDependenciesFromClassPath(false);
              return new ClassFileImporter()
                  .withImportOption(new ImportOption.DoNotIncludeTests())
                  .importPackages("com.stash");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.stash.kernel.Json",
        "com.stash.store.DynamoDocuments",
        "com.stash.functions.triggers.UploadHandler",
        "com.stash.functions.pipeline.PipelineHandler",
        "com.stash.functions.api.ApiHandler",
        "com.stash.processors.builtin.BuiltIns",
        "com.stash.local.aws.EmbeddedAws"
      })
  void every_module_is_looked_at(String name) {
    assertThat(stash.contain(name)).isTrue();
    assertThat(stash.contain(RulesTest.class)).isFalse();
  }

  @Test
  void features_form_no_cycle() {
    slices().matching("com.stash.(*)..").should().beFreeOfCycles().check(stash);
  }

  @Test
  void only_the_store_the_functions_and_local_mode_see_aws() {
    noClasses()
        .that()
        .resideOutsideOfPackages("com.stash.store..", FUNCTIONS, LOCAL)
        .should()
        .dependOnClassesThat(resideInAnyPackage("software.amazon.awssdk..", "com.amazonaws.."))
        .check(stash);
  }

  @Test
  void core_knows_no_http() {
    noClasses()
        .that()
        .resideOutsideOfPackages(FUNCTIONS, LOCAL)
        .and()
        .resideOutsideOfPackage(WEBHOOK)
        .and()
        .doNotHaveFullyQualifiedName(BuiltIns.class.getName())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..")
                .or(simpleName("HttpURLConnection")))
        .check(stash);
  }

  @Test
  void nothing_outside_local_mode_scans_or_speaks_partiql() {
    var operations =
        Set.of(
            "scan",
            "scanPaginator",
            "executeStatement",
            "batchExecuteStatement",
            "executeTransaction");
    noClasses()
        .that()
        .resideOutsideOfPackage(LOCAL)
        .should()
        .dependOnClassesThat(
            describe(
                "are requests to scan or to run statements",
                c ->
                    c.getPackageName().startsWith("software.amazon.awssdk")
                        && c.getSimpleName()
                            .matches("Scan.*|(Batch)?ExecuteStatement.*|ExecuteTransaction.*")))
        .orShould()
        .callMethodWhere(
            describe(
                "scans or runs statements",
                call ->
                    operations.contains(call.getTarget().getName())
                        && call.getTargetOwner()
                            .getPackageName()
                            .startsWith("software.amazon.awssdk")))
        .check(stash);
  }

  @Test
  void nothing_is_kept_in_a_thread() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.(Inheritable)?(ThreadLocal|ScopedValue)")
        .check(stash);
  }

  @Test
  void time_and_chance_come_in_by_the_constructor() {
    noClasses()
        .that()
        .resideOutsideOfPackage(LOCAL)
        .and()
        .doNotHaveFullyQualifiedName(AwsBackend.class.getName())
        .should()
        .callMethodWhere(
            describe(
                "asks for the time",
                call ->
                    call.getTarget().getName().matches("now|system.*|tick.*")
                        && call.getTargetOwner().getPackageName().equals("java.time")
                        && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(Clock.class))))
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .orShould()
        .callConstructor(Random.class)
        .check(stash);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Documents.class,
        Jobs.class,
        Campaigns.class,
        Executions.class,
        ApiKeys.class,
        KeyUses.class,
        Claims.class,
        Users.class,
        Credentials.class,
        CredentialUses.class,
        RegisteredProcessors.class,
        UsageBook.class,
        Balances.class,
        AuditTrail.class,
        TenantObjects.class,
        Transactions.class,
        Provisionings.class,
        Holdings.class,
        Deleting.class,
        Checkpoints.class,
        Domains.class,
        Slots.class,
        Sealer.class,
        Sessions.class
      })
  void a_repository_s_methods_take_a_scope_first(Class<?> repository) {
    assertThat(methods(repository))
        .isNotEmpty()
        .allSatisfy(
            method ->
                assertThat(Stream.of(method.getParameterTypes()).limit(1))
                    .as("%s", method)
                    .containsExactly(TenantScope.class));
  }

  @Test
  void every_repository_the_store_keeps_is_one_of_those() {
    var named =
        Arrays.stream(parameters("a_repository_s_methods_take_a_scope_first"))
            .map(Class::getName)
            .collect(toSet());
    var kept =
        stash.stream()
            .filter(c -> c.getPackageName().equals("com.stash.store"))
            .flatMap(c -> c.getRawInterfaces().stream())
            .filter(i -> i.getPackageName().startsWith("com.stash"))
            .map(JavaClass::getName)
            .collect(toSet());
    kept.removeAll(
        Set.of(
            "com.stash.tenancy.TenantDirectory", // the look-ups before any scope
            "com.stash.tenancy.TenantRegister", // all tenants, under an operator's scope
            "com.stash.processors.ProcessorSwitches", // the same for all tenants
            "com.stash.store.Clients", // AWS itself
            "com.stash.pipeline.JobQueue", // its messages name their tenant
            "com.stash.documents.SettingAside$Aside")); // what is under no tenant's prefix
    assertThat(kept).isNotEmpty().isSubsetOf(named);
  }

  @Test
  void no_field_holds_a_scope() {
    fields()
        .that(
            describe(
                "hold a scope",
                field ->
                    field.getType().getAllInvolvedRawTypes().stream()
                        .anyMatch(
                            c ->
                                c.isEquivalentTo(TenantScope.class)
                                    || c.isEquivalentTo(PlatformScope.class))))
        .should()
        .beDeclaredInClassesThat(
            describe("live for one run", c -> HOLDERS.containsKey(c.getName())))
        .check(stash);
  }

  @Test
  void each_holder_of_a_scope_still_holds_one() {
    assertThat(
            stash.stream()
                .flatMap(c -> c.getFields().stream())
                .filter(
                    f ->
                        f.getRawType().isEquivalentTo(TenantScope.class)
                            || f.getRawType().isEquivalentTo(PlatformScope.class))
                .map(JavaField::getOwner)
                .map(JavaClass::getName))
        .containsExactlyInAnyOrderElementsOf(HOLDERS.keySet());
  }

  @Test
  void only_the_gate_makes_a_scope() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Gate.class)
        .should()
        .callConstructorWhere(
            describe(
                "makes a scope",
                call ->
                    call.getTargetOwner().isEquivalentTo(TenantScope.class)
                        || call.getTargetOwner().isEquivalentTo(PlatformScope.class)))
        .check(stash);
    assertThat(
            Stream.of(TenantScope.class, PlatformScope.class)
                .flatMap(scope -> Stream.of(scope.getDeclaredConstructors())))
        .allMatch(constructor -> !Modifier.isPublic(constructor.getModifiers()));
  }

  @Test
  void only_those_who_must_ask_the_gate() {
    DescribedPredicate<JavaAccess<?>> asks =
        describe(
            "asks the gate",
            access ->
                access.getTargetOwner().isEquivalentTo(Gate.class)
                    && !access.getTarget().getName().equals("<init>"));
    noClasses()
        .that()
        .resideOutsideOfPackages(
            FUNCTIONS, LOCAL, "com.stash.provisioning..", "com.stash.lifecycle..")
        .and()
        .doNotBelongToAnyOf(Gate.class)
        .and(describe("have no reason to", c -> !ASKERS.containsKey(outermost(c).getName())))
        .should()
        .accessTargetWhere(asks)
        .check(stash);
    assertThat(
            stash.stream()
                .filter(c -> c.getAccessesFromSelf().stream().anyMatch(asks))
                .map(c -> outermost(c).getName()))
        .containsAll(ASKERS.keySet());
  }

  @Test
  void every_package_says_that_it_is_null_marked() {
    var unmarked =
        stash.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName);
    assertThat(unmarked).isEmpty();
  }

  @Test
  void names_say_what_a_class_is() {
    classes()
        .that()
        .areNotAnonymousClasses()
        .should()
        .haveNameNotMatching(".*[.$]\\w*(Manager|Helpers?|Utils?|Impl|Info|Data)")
        .check(stash);
  }

  private static JavaClass outermost(JavaClass inner) {
    return inner.getEnclosingClass().map(RulesTest::outermost).orElse(inner);
  }

  private static Stream<Method> methods(Class<?> repository) {
    return Stream.of(repository.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  private static Class<?>[] parameters(String test) {
    return Stream.of(RulesTest.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(test))
        .map(method -> method.getAnnotation(ValueSource.class))
        .findFirst()
        .orElseThrow()
        .classes();
  }
}
