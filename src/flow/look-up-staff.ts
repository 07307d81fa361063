import type { CourseStaff, StaffMember } from '../model/course.ts'
import type { FromGitHub, InstallationPort } from './github-ports.ts'

/** Who is staff by the words of a course, and what is wrong with a word, a sentence each. */
export type FoundStaff = { readonly members: readonly StaffMember[]; readonly troubles: readonly string[] }

type Found = { readonly members: readonly StaffMember[]; readonly trouble: string | null }

/**
 * Looks up who the logins and teams of a course are. A login is looked up once and known by its numeric id from then on (`known`): whoever takes over a login
 * that became free gets no authority by it. A word that leads to nobody gives nobody; where GitHub fails for the moment, those who were known stay.
 */
export async function lookUpStaff({ logins, teams }: CourseStaff, organization: string, port: Pick<InstallationPort, 'person' | 'personById' | 'teamMembers'>, known: readonly StaffMember[]): Promise<FoundStaff> {
  const found: Found[] = []
  for (const login of unique(logins)) found.push(await byLogin(login, port, known))
  for (const team of unique(teams)) found.push(await byTeam(team, organization, port, known))
  return { members: found.flatMap(({ members }) => members), troubles: found.flatMap(({ trouble }) => trouble ?? []) }
}

async function byLogin(word: string, port: Pick<InstallationPort, 'person' | 'personById'>, known: readonly StaffMember[]): Promise<Found> {
  const before = known.filter((member) => member.by === 'login' && member.word === word)
  const [first] = before
  const answer = first === undefined ? await port.person(word) : await port.personById(first.person.id)
  // Looked up by its login once more it could be somebody else, so who was known stays known: an account that is gone decides nothing.
  if (!answer.ok && first !== undefined) return { members: before, trouble: `"${word}" under staff.people could not be looked up (${answer.trouble.says}); it is as it was. Take it out of the course's file where that person has left` }
  if (!answer.ok) return withoutAnswer(answer, before, `"${word}" under staff.people: no person of that login is found, who has no authority now. Correct it in the course's file`, `"${word}" under staff.people`)
  const person = answer.value
  const trouble = person.login.toLowerCase() === word ? null : `"${word}" under staff.people is called ${person.login} now. Write that in the course's file`
  return { members: [{ person, by: 'login', word }], trouble }
}

async function byTeam(word: string, organization: string, port: Pick<InstallationPort, 'teamMembers'>, known: readonly StaffMember[]): Promise<Found> {
  const before = known.filter((member) => member.by === 'team' && member.word === word)
  const answer = await port.teamMembers(organization, word)
  if (!answer.ok) return withoutAnswer(answer, before, `"${word}" under staff.teams: ${organization} has no team of that name, or does not show it to the App (Members: read-only); nobody has authority by it now`, `"${word}" under staff.teams`)
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
