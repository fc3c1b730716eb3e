package dev.taipan.checker.source;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SourceDecoderTest {
  private static DecodedSource decode(String text, Charset charset) {
    return SourceDecoder.decode(text.getBytes(charset));
  }

  private static String problem(DecodedSource source) {
    return source.problem().orElseThrow().message();
  }

  @Test
  void utf8IsTheDefault() {
    DecodedSource source = decode("x = 'ñ😀'\n", StandardCharsets.UTF_8);
    assertEquals("x = 'ñ😀'\n", source.text().text());
    assertEquals(Optional.empty(), source.problem());
  }

  @Test
  void byteOrderMarkIsNoText() {
    DecodedSource source = decode("\uFEFFx = 1\n", StandardCharsets.UTF_8);
    assertEquals("x = 1\n", source.text().text());
    assertEquals(Optional.empty(), source.problem());
  }

  @Test
  void declaredEncodingCountsInTheFirstTwoLines() {
    String text = "#!/usr/bin/python\n# -*- coding: latin-1 -*-\nx = 'é'\n";
    DecodedSource source = decode(text, StandardCharsets.ISO_8859_1);
    assertEquals(text, source.text().text());
    assertEquals(Optional.empty(), source.problem());
  }

  @Test
  void declaredEncodingOfTheThirdLineDoesNotCount() {
    DecodedSource source = decode("\n\n# coding: latin-1\nx = 'é'\n", StandardCharsets.ISO_8859_1);
    assertTrue(problem(source).contains("0xe9 is not valid UTF-8"), problem(source));
  }

  @Test
  void declarationAfterCodeDoesNotCount() {
    DecodedSource source =
        decode("x = 1\n# coding: latin-1\ny = 'é'\n", StandardCharsets.ISO_8859_1);
    assertTrue(source.problem().isPresent());
  }

  @Test
  void otherCharactersAreDecodedAroundABrokenByte() {
    byte[] bytes = "x = 'ab?d'\ny = 'ñ'\n".getBytes(StandardCharsets.UTF_8);
    bytes[7] = (byte) 0xFF;
    DecodedSource source = SourceDecoder.decode(bytes);
    assertEquals("x = 'ab\uFFFDd'\ny = 'ñ'\n", source.text().text());
    assertEquals(7, source.problem().orElseThrow().start());
    assertEquals(8, source.problem().orElseThrow().end());
    assertTrue(problem(source).contains("byte 0xff"), problem(source));
  }

  @Test
  void aReplacementCharacterInTheFileIsFine() {
    DecodedSource source = decode("x = '\uFFFD'\n", StandardCharsets.UTF_8);
    assertEquals(Optional.empty(), source.problem());
  }

  @Test
  void unknownEncodingIsNamed() {
    DecodedSource source = decode("# coding: klingon\nx = 1\n", StandardCharsets.UTF_8);
    assertEquals("unknown encoding `klingon`", problem(source));
    assertEquals(10, source.problem().orElseThrow().start());
    assertEquals("# coding: klingon\nx = 1\n", source.text().text());
  }

  @Test
  void markAndDeclarationMustAgree() {
    DecodedSource source = decode("\uFEFF# coding: latin-1\n", StandardCharsets.UTF_8);
    assertTrue(problem(source).contains("byte order mark"), problem(source));
  }

  @Test
  void binaryFilesHaveNoText() {
    DecodedSource source = SourceDecoder.decode(new byte[] {0x7F, 'E', 'L', 'F', '\n', 0, 1});
    assertEquals("", source.text().text());
    assertEquals("the file is binary: there is a NUL byte in line 2", problem(source));
  }

  @Test
  void filesFullOfBrokenBytesAreBinary() {
    byte[] bytes = new byte[200];
    Arrays.fill(bytes, (byte) 0xC3);
    assertTrue(problem(SourceDecoder.decode(bytes)).startsWith("the file is binary"));
  }

  @Test
  void utf16IsNamed() {
    byte[] bytes = {(byte) 0xFF, (byte) 0xFE, 'x', 0};
    assertTrue(problem(SourceDecoder.decode(bytes)).contains("UTF-16"));
  }

  @Test
  void everyPrefixOfBytesDecodes() {
    byte[] bytes = "\uFEFF# coding: utf-8\nx = 'ñ😀'\n".getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= bytes.length; length++) {
      byte[] prefix = Arrays.copyOf(bytes, length);
      assertDoesNotThrow(() -> SourceDecoder.decode(prefix), length + " bytes");
    }
  }
}
