import type { CourseStaff, NamedPeople, StaffMember } from '../model/course.ts'
import type { FromGitHub, InstallationPort } from './github-ports.ts'

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

type StaffPort = Pick<InstallationPort, 'person' | 'personById' | 'teamMembers'>
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

async function byLogin(word: string, { key, known }: Looking, port: Pick<InstallationPort, 'person' | 'personById'>): Promise<Found> {
  const before = known.filter((member) => member.by === 'login' && member.word === word)
  const [first] = before
  const answer = first === undefined ? await port.person(word) : await port.personById(first.person.id)
  // Looked up by its login once more it could be somebody else, so who was known stays known: an account that is gone decides nothing.
  if (!answer.ok && first !== undefined) return { members: before, trouble: `"${word}" under ${key}.people could not be looked up (${answer.trouble.says}); it is as it was. Take it out of the course's file where that person has left` }
  if (!answer.ok) return withoutAnswer(answer, before, `"${word}" under ${key}.people: no person of that login is found, who has no authority now. Correct it in the course's file`, `"${word}" under ${key}.people`)
  const person = answer.value
  const trouble = person.login.toLowerCase() === word ? null : `"${word}" under ${key}.people is called ${person.login} now. Write that in the course's file`
  return { members: [{ person, by: 'login', word }], trouble }
}

async function byTeam(word: string, { organization, key, known }: Looking, port: Pick<InstallationPort, 'teamMembers'>): Promise<Found> {
  const before = known.filter((member) => member.by === 'team' && member.word === word)
  const answer = await port.teamMembers(organization, word)
  if (!answer.ok) return withoutAnswer(answer, before, `"${word}" under ${key}.teams: ${organization} has no team of that name, or does not show it to the App (Members: read-only); nobody has authority by it now`, `"${word}" under ${key}.teams`)
  return { members: answer.value.map((person) => ({ person, by: 'team', word })), trouble: null }
}

/** What GitHub says is not there gives nobody authority; what it cannot say just now changes nothing. */
function withoutAnswer({ trouble }: Extract<FromGitHub<unknown>, { readonly ok: false }>, before: readonly StaffMember[], nobody: string, word: string): Found {
  const isLasting = trouble.kind === 'gone' || trouble.kind === 'forbidden' || trouble.kind === 'refused'
  if (isLasting) return { members: [], trouble: nobody }
  return { members: before, trouble: `${word} could not be looked up just now (${trouble.says}); it is as it was` }
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words.map((word) => word.toLowerCase()))]
}
