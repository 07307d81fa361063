import type { YAMLError } from 'yaml'

/** What is wrong with a text, in words for people who write YAML and have not read its specification; `lenient` where the readers of most tools do not mind it. */
export type YamlSaying = { readonly says: string; readonly lenient?: true }

const SAYINGS: readonly (readonly [code: string, message: RegExp, saying: YamlSaying])[] = [
  ['BAD_INDENT', /^Flow .*sufficiently indented/, { says: 'a list or map in brackets ends too far left', lenient: true }],
  ['BAD_INDENT', /must start at the same column/, { says: 'the indentation does not fit the lines above it' }],
  ['BLOCK_AS_IMPLICIT_KEY', /^A block sequence/, { says: 'the indentation does not fit the lines above it' }],
  ['BLOCK_AS_IMPLICIT_KEY', /^Nested mappings/, { says: 'a value with a colon in it needs quotes' }],
  ['TAB_AS_INDENT', /./, { says: 'a tab stands where YAML wants spaces' }],
  ['MULTILINE_IMPLICIT_KEY', /^Implicit keys need/, { says: 'a key and its colon have to stand in one line' }],
  ['MISSING_CHAR', /^Implicit map keys/, { says: 'a key has no colon after it' }],
  ['MISSING_CHAR', /^Missing closing/, { says: 'a quote is opened and never closed' }],
]

/** The reader's own words, without the place, where there are none here for a mistake. */
export function yamlSaying({ code, message }: Pick<YAMLError, 'code' | 'message'>): YamlSaying {
  const known = SAYINGS.find(([one, pattern]) => one === code && pattern.test(message))
  if (known !== undefined) return known[2]
  const first = message.split('\n', 1)[0] ?? message
  return { says: first.replace(/ at line \d{1,9}, column \d{1,9}:?$/, '') }
}
