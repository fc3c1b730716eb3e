package dev.taipan.checker.inference;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void hasAllWordsAndHardlyAnyOther() {
    StringBuilder text = new StringBuilder("# a comment: ünïcode\n\"in a string\"\n");
    for (int i = 0; i < 500; i++) {
      text.append("name").append(i).append(" = other_").append(i).append("\n");
    }
    Words words = Words.of(text.toString());
    for (String word : new String[] {"comment", "ünïcode", "string", "name0", "other_499"}) {
      assertTrue(words.mayHave(word.hashCode()), word);
    }
    int wrong = 0;
    for (int i = 0; i < 1000; i++) {
      wrong += words.mayHave(("absent_" + i).hashCode()) ? 1 : 0;
    }
    assertTrue(wrong < 300, wrong + " of 1000");
  }

  @Test
  void hasNothingOfAnEmptyText() {
    assertFalse(Words.of("").mayHave("a".hashCode()));
    assertTrue(Words.of("a").mayHave("a".hashCode()));
  }
}
