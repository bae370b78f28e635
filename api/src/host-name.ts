const latin = String.raw`[\w\p{sc=Latin}\p{M}-]`;
const others = String.raw`[^\w\p{sc=Latin}\p{M}.-]`;
const ahead = String.raw`(?:[^.]+\.)+?`;
const korean = '한국|닷컴|닷넷|삼성';
/** Last parts that say that a name ends here, whatever script goes on; those of two letters are words and brands too. */
const common =
  'com|net|org|edu|gov|info|biz|kr|app|dev|shop|store|site|online|xyz|blog|page|link|example|test|xn--[a-z\\d-]+';

/** What a host's name is made of, parts with single full stops between them. */
const letter = String.raw`(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}_-])`;
const run = new RegExp(String.raw`${letter}+(?:\.${letter}+)*`, 'uy');

/** How much of such a run is the name: the first that fits. */
const name = new RegExp(
  [
    // All of it: letters of one alphabet.
    String.raw`${latin}+(?:\.${latin}+)*$`,
    // example.com입니다, example.com.감사합니다
    String.raw`${ahead}(?:${common})(?=\.?${others})`,
    // 한글.com, 한글.한국, пример.рф
    String.raw`(?:[^.]+\.)+(?:${common}|${korean}|[^\w\p{sc=Latin}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}.-]+)$`,
    // 한글.한국에서
    String.raw`${ahead}(?:${korean})`,
    // example.io입니다
    String.raw`${ahead}[a-z]{2}(?=\.?${others})`,
    // 例え.jp
    String.raw`(?:[^.]+\.)+[a-z]{2,}$`,
    // example.museum입니다, пример.рф에서
    String.raw`${ahead}(?:${latin}+(?=${others})|[^\p{sc=Hangul}.]+(?=\p{sc=Hangul}))`,
    // localhost에서
    String.raw`${latin}+(?:\.${latin}+)*(?=\.?${others})`,
  ]
    .map((form) => `^${form}`)
    .join('|'),
  'iu',
);

/**
 * Where the name of a host ends that begins at `at` in what somebody wrote; `at` if none does. Korean goes on without a blank
 * (example.com입니다), so a name ends where its last part does. The time grows with the length of the name alone.
 */
export function hostNameEnd(text: string, at: number): number {
  run.lastIndex = at;
  const found = run.exec(text)?.[0] ?? '';
  return at + (name.exec(found)?.[0].length ?? 0);
}
