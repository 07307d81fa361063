import type { CourseStaff, NamedPeople, Person, StaffMember } from '../../model/course.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'

/** Who is staff by the words of a course, and what is wrong with a word, a sentence each. */
export type FoundStaff = { readonly members: readonly StaffMember[]; readonly troubles: readonly string[] }

type Found = { readonly members: readonly StaffMember[]; readonly trouble: string | null }

/**
 * Looks up who the logins and teams of a course are. A login is looked up once and known by its numeric id from then on (`known`): whoever takes over a login
 * that became free gets no authority by it. A word that leads to nobody gives nobody; where GitHub fails for the moment, those who were known stay.
 */
export async function lookUpStaff({ assistants = { logins: [], teams: [] }, ...instructors }: CourseStaff, organization: string, port: StaffPort, known: readonly StaffMember[]): Promise<FoundStaff> {
  const first = await lookUp(instructors, { organization, key: 'staff', known }, port)
  const second = await lookUp(assistants, { organization, key: 'staff.assistants', known }, port)
  return {
    members: [...first.flatMap(({ members }) => members.map(asInstructor)), ...second.flatMap(({ members }) => members.map((member) => ({ ...member, role: 'assistant' } as const)))],
    troubles: [...first, ...second].flatMap(({ trouble }) => trouble ?? []),
  }
}

type LoginPort = Pick<InstallationPort, 'person' | 'personById'>
type StaffPort = LoginPort & Pick<InstallationPort, 'teamMembers'>
type NoAnswer = Extract<FromGitHub<unknown>, { readonly ok: false }>
/** `key` is where the words stand in the course's file. */
type Looking = { readonly organization: string; readonly key: string; readonly known: readonly StaffMember[] }

async function lookUp({ logins, teams }: NamedPeople, looking: Looking, port: StaffPort): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const login of unique(logins)) found.push(await byLogin(login, looking, port))
  for (const team of unique(teams)) found.push(await byTeam(team, looking, port))
  return found
}

/** Who was known as an assistant by the same word is none any more. */
function asInstructor({ person, by, word }: StaffMember): StaffMember {
  return { person, by, word }
}

async function byLogin(word: string, { key, known }: Looking, port: LoginPort): Promise<Found> {
  const before = known.find((member) => member.by === 'login' && member.word === word)
  const { person, trouble } = await lookUpLogin(word, before?.person ?? null, { at: `"${word}" under ${key}.people`, file: 'the course\'s file' }, port)
  return { members: person === null ? [] : [{ person, by: 'login', word }], trouble }
}

/** Where a login stands, for sentences: `"ines" under staff.people`, and where it is corrected: `the course's file`. */
export type LoginPlace = { readonly at: string; readonly file: string }

/** Who has a login, with what is wrong about that: once known they are looked up by their numeric id. A login that leads to nobody gives nobody; where GitHub fails for the moment, who was known stays. */
export async function lookUpLogin(word: string, known: Person | null, { at, file }: LoginPlace, port: LoginPort): Promise<{ readonly person: Person | null; readonly trouble: string | null }> {
  const answer = known === null ? await port.person(word) : await port.personById(known.id)
  // Looked up by its login once more it could be somebody else, so who was known stays known: an account that is gone decides nothing.
  if (!answer.ok && known !== null) return { person: known, trouble: `${at} could not be looked up (${answer.trouble.says}); it is as it was. Take it out of ${file} where that person has left` }
  if (!answer.ok) return { person: null, trouble: isLasting(answer) ? `${at}: no person of that login is found, who has no authority now. Correct it in ${file}` : asItWas(answer, at) }
  const person = answer.value
  return { person, trouble: person.login.toLowerCase() === word ? null : `${at} is called ${person.login} now. Write that in ${file}` }
}

async function byTeam(word: string, { organization, key, known }: Looking, port: Pick<InstallationPort, 'teamMembers'>): Promise<Found> {
  const before = known.filter((member) => member.by === 'team' && member.word === word)
  const answer = await port.teamMembers(organization, word)
  const at = `"${word}" under ${key}.teams`
  if (!answer.ok && isLasting(answer)) return { members: [], trouble: `${at}: ${organization} has no team of that name, or does not show it to the App (Members: read-only); nobody has authority by it now` }
  if (!answer.ok) return { members: before, trouble: asItWas(answer, at) }
  return { members: answer.value.map((person) => ({ person, by: 'team', word })), trouble: null }
}

/** What GitHub says is not there gives nobody authority; what it cannot say just now changes nothing. */
function isLasting({ trouble: { kind } }: NoAnswer): boolean {
  return kind === 'gone' || kind === 'forbidden' || kind === 'refused'
}

function asItWas({ trouble }: NoAnswer, at: string): string {
  return `${at} could not be looked up just now (${trouble.says}); it is as it was`
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words.map((word) => word.toLowerCase()))]
}
