import { counted } from '../gradebook/counted.ts'

/** Words for people that lead to no repository: who of them is nobody and who several, or the section that nobody is in, with those that there are. */
export type NotNamed =
  | { readonly kind: 'words'; readonly unknown: readonly string[]; readonly several: readonly string[] }
  | { readonly kind: 'section'; readonly section: string; readonly known: readonly string[] }

const MOST = 20

/** Why nobody is meant, and what to name instead, a clause each. What the words hold is not escaped. */
export function notNamedWords(course: string, named: NotNamed): { readonly says: string; readonly next: string } {
  if (named.kind === 'section') {
    const { known } = named
    const more = known.length > MOST ? ` and ${counted(known.length - MOST, 'more section')}` : ''
    return { says: `nobody in the list of ${course} is in section ${JSON.stringify(named.section)}`, next: known.length === 0 ? 'the list names no section' : `there ${known.length === 1 ? 'is' : 'are'} ${known.slice(0, MOST).map((section) => JSON.stringify(section)).join(', ')}${more}` }
  }
  const quoted = (words: readonly string[]): string => words.map((word) => JSON.stringify(word)).join(', ')
  const [nobody, several] = [named.unknown, named.several].map((words) => words.length === 0 ? null : quoted(words))
  return {
    says: [nobody === null ? [] : `nobody in ${course} is called ${nobody}`, several === null ? [] : `${several} ${named.several.length === 1 ? 'names' : 'each name'} several students`].flat().join(', and '),
    next: several === null ? 'name a student by their key in the list of the course, their login, student id or e-mail, or a repository as owner/name' : 'name each of them by their key in the list of the course',
  }
}
