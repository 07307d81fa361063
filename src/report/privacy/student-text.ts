import type { ErasedStudent, KnownStudent, StudentExport, StudentRepository } from '../../model/kept-student.ts'
import { counted, inWords } from '../gradebook/counted.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'

const MOST_LINKS = 20
const WIDTH = 80

/** A student as people know them: login, e-mail, student id. */
export function studentName({ logins, emails, ids, listed }: KnownStudent): string {
  const [first = 'a student', ...more] = [...logins, ...emails, ...listed.map(({ key }) => key)].filter((text, index, all) => all.findIndex((one) => one.toLowerCase() === text.toLowerCase()) === index)
  const others = [...more, ...ids.map((id) => `GitHub id ${id}`)]
  return safeForTerminal(others.length === 0 ? first : `${first} (${others.join(', ')})`)
}

/** What erasing a student came to, or would (`preview`): what goes, what stays where, and what to do about it. `webUrl` is GitHub's, `sweepMinutes` how often every repository is looked at. */
export function erasedText(student: KnownStudent, { repositories, erased, written, namedIn }: ErasedStudent, { preview, courseId, webUrl, sweepMinutes }: { readonly preview: boolean; readonly courseId: string | null; readonly webUrl: string; readonly sweepMinutes: number }): string {
  const where = courseId === null ? '' : ` of course ${safeForTerminal(courseId)}`
  const tables = erased.kind === 'done' ? erased.tables : []
  if (tables.length === 0) return `Nothing${where} is kept of ${studentName(student)}.\n`
  const width = Math.max(...tables.map(({ table }) => table.length))
  return [
    `${preview ? 'Would erase' : 'Erased'} what is kept${where} of ${studentName(student)}.\n`,
    repositories.length === 0 ? '' : `\nRepositories\n${repositories.map((one) => `  ${nameOf(one)}: ${one.alone ? 'nobody else works there, everything of it goes' : 'others work there or have it too; it stays, and nobody stands in their place'}\n`).join('')}`,
    `\n${'Rows'.padEnd(width + 2)}  deleted  changed\n${tables.map(({ table, deleted, changed }) => `  ${table.padEnd(width)}  ${String(deleted).padStart(7)}  ${String(changed).padStart(7)}\n`).join('')}`,
    onGitHub(written, webUrl), after(repositories, namedIn, sweepMinutes),
    preview ? '\nNothing was written: leave --preview out, and give the reason with --reason, to erase.\n' : '\nThe audit says that somebody was erased, when and why, and not whom.\n',
  ].join('')
}

/** What an export holds, for a terminal. */
export function exportedText(file: string, student: KnownStudent, { lists, repositories, audit, webhooks }: StudentExport): string {
  return [
    `${safeForTerminal(file)}: what is kept of ${studentName(student)}: ${counted(lists.length, 'row')} in lists, ${repositories.length === 1 ? '1 repository' : `${repositories.length} repositories`}, ${audit.length === 1 ? '1 entry' : `${audit.length} entries`} of the audit.\n`,
    'What other students said is not in it. It holds personal data: hand it to its owner alone.\n',
    webhooks === 0 ? '' : `${counted(webhooks, 'webhook')} of the last days ${webhooks === 1 ? 'names' : 'name'} them, too; the text is not copied, and is forgotten within 7 days.\n`,
  ].join('')
}

function onGitHub(written: ErasedStudent['written'], webUrl: string): string {
  const all = written.flatMap(({ repository, places }) => places.map((one) => ({ repository, ...one })))
  if (all.length === 0) return ''
  const of = (kind: string): number => all.filter((one) => one.kind === kind).length
  const parts = [[of('issue'), 'issue'], [of('comment') + of('answer') + of('hint') + of('grade') + of('notice'), 'comment'], [of('check-run'), 'check run']] as const
  const links = all.flatMap(({ repository, kind, place, remoteId, digest }) => {
    const at = `${webUrl}/${repository.name}`
    if (kind === 'issue') return [`${at}/issues/${remoteId}`]
    // Of a comment with a grade, the issue that it is on is noted once it is written.
    const issue = kind === 'grade' ? /^on (\d{1,15}): /.exec(digest)?.[1] : undefined
    if (issue !== undefined) return [`${at}/issues/${issue}#issuecomment-${remoteId}`]
    return kind === 'comment' ? [`${at}/pull/${place}#issuecomment-${remoteId}`] : []
  })
  const says = `GitHub keeps what the App wrote there: ${inWords(parts.filter(([count]) => count > 0).map(([count, what]) => counted(count, what)))}. Who may write to a repository can delete issues and comments; check runs go with the repository.`
  return `\n${paragraph(says)}${links.slice(0, MOST_LINKS).map((link) => `  ${safeForTerminal(link)}\n`).join('')}${links.length > MOST_LINKS ? `  and ${links.length - MOST_LINKS} more\n` : ''}`
}

function after(repositories: readonly StudentRepository[], namedIn: ErasedStudent['namedIn'], sweepMinutes: number): string {
  const reached = repositories.filter(({ isReached }) => isReached)
  return [
    reached.length === 0 ? '' : `\n${paragraph(`The App still reaches ${inWords(reached.map(nameOf))}, looks there every ${counted(sweepMinutes, 'minute')}, and learns from the next push who works there. To prevent that, uninstall the App there, or take the repository out of the course (docs/course.md) and restart the App, before erasing.`)}`,
    namedIn.length === 0 ? '' : `\n${paragraph(namedIn.map(({ courseId, repository }) => `The file of course ${safeForTerminal(courseId)} names ${safeForTerminal(repository)}: take it out there.`).join(' '))}`,
    `\n${paragraph('Backups and the log hold what they held. A list of students that is imported again brings back whom it names.')}`,
  ].join('')
}

function nameOf({ id, name }: StudentRepository): string {
  return name === '' ? `repository ${id}` : safeForTerminal(name)
}

function paragraph(text: string): string {
  return `${hanging('', text, WIDTH).join('\n')}\n`
}
