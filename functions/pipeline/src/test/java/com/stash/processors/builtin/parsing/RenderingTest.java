package com.stash.processors.builtin.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.stash.processors.Result;
import com.stash.processors.builtin.Bench;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderingTest {
  private static final int WIDTH_IN_PNG = 16;

  @TempDir Path temp;

  @AutoClose private final Parsers parsers = new Parsers(Bench.JSON, ParserSettings.ofThisJvm(1));

  @Test
  void a_page_of_the_usual_size_has_200_dots_an_inch() throws Exception {
    var image = onlyImage(render(Bench.sample("scanned-invoice.pdf")));
    assertThat(image.getWidth()).isBetween(1650, 1656);
    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
  }

  @Test
  void a_page_as_large_as_a_field_is_drawn_small() throws Exception {
    var file =
        new HostileFiles(temp)
            .pdf(
                "field.pdf",
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900000 900000] >>");
    var image = onlyImage(render(file));
    assertThat((double) image.getWidth() * image.getHeight()).isLessThan(17_000_000);
  }

  @Test
  void an_image_that_claims_to_be_huge_costs_itself_alone() throws Exception {
    var file = temp.resolve("huge.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    var bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(WIDTH_IN_PNG, 2_000_000_000).putInt(WIDTH_IN_PNG + 4, 9_000);
    Files.write(file, bytes);
    var answer = render(file);
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed) answer).result()).isInstanceOf(Result.Refused.class);
    assertThat(render(Bench.sample("receipt-scan.png"))).isInstanceOf(Answer.Given.class);
  }

  @Test
  void jpeg_and_tiff_are_decoded_and_other_images_are_refused() throws Exception {
    for (var format : new String[] {"jpeg", "tiff"}) {
      var file = temp.resolve("a." + format);
      var image = new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB);
      assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
      assertThat(onlyImage(render(file)).getWidth()).isEqualTo(90);
    }
    var gif = temp.resolve("a.gif");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY), "gif", gif.toFile());
    assertThat(render(gif)).isInstanceOf(Answer.Failed.class);
  }

  private Answer render(Path file) throws Exception {
    var request =
        JsonNodeFactory.instance
            .objectNode()
            .put("path", file.toAbsolutePath().toString())
            .put("folder", temp.toString())
            .put("maxPages", 3)
            .put("dpi", 200);
    return parsers.ask(Operation.RENDER, request, Duration.ofSeconds(20));
  }

  private static BufferedImage onlyImage(Answer answer) throws IOException {
    assertThat(answer).isInstanceOf(Answer.Given.class);
    var files = ((Answer.Given) answer).value().path("files");
    assertThat(files).hasSize(1);
    return ImageIO.read(Path.of(files.get(0).asText()).toFile());
  }
}
