import { COMMAND_NAMES, type CommandName } from '../../model/command.ts'
import { groupOf, type CourseRole } from '../../model/role.ts'
import { cleanLine } from '../text/clean-text.ts'
import { code } from '../text/markdown-text.ts'
import { COMMAND_WORDS, formOf } from './command-words.ts'
import { shortName, subjectWords, type TitledSubject } from './subject-words.ts'

const LONGEST_WRITTEN = 60

/** A word that is no command: the nearest ones, where there are any. */
export function unknownCommand(name: string, near: readonly CommandName[]): string {
  const known = near.length === 0 ? `There are ${COMMAND_NAMES.filter((one) => one !== 'join').map((one) => code(`/${one}`)).join(', ')}.` : `Did you mean ${near.map((one) => code(formOf(one))).join(' or ')}?`
  return `${code(`/${cleanLine(name, LONGEST_WRITTEN)}`)} is no command. ${known}\n`
}

/** A command that is not this person's to use: whose it is, and what they can ask. */
export function notAllowed(name: CommandName, role: CourseRole): string {
  if (name === 'close') return `${code('/close')} is for the staff of this course, and for who opened the dispute that it names. ${code('/help')} shows what you can ask.\n`
  const group = groupOf(name)
  return group === 'staff' || group === 'instructors'
    ? `${code(`/${name}`)} is for the ${group} of this course. ${role === 'participant' ? `${code('/dispute <item> <reason>')} asks them to look at a verdict; ` : ''}${code('/help')} shows what you can ask.\n`
    : `${code(`/${name}`)} is for people who work on this repository (who pushed to it or may write to it). ${code('/status')} shows where it stands.\n`
}

/** A command whose subject is not written: how it is written. */
export function subjectMissing(name: CommandName): string {
  return `Write what it is about: ${code(formOf(name))}, such as ${code(COMMAND_WORDS[name].example)}.\n`
}

/** A name that nothing has, but others are near to; `written` is null where it may not be said again. */
export function nearSubjects(written: string | null, near: readonly TitledSubject[]): string {
  return `Nothing is called ${writtenWords(written)}. Did you mean ${near.map(subjectWords).join(' or ')}?\n`
}

/** A name that nothing has: what can be named. `written` is null where it may not be said again. */
export function unknownSubject(written: string | null, all: readonly TitledSubject[]): string {
  const ofKind = (title: string, kind: TitledSubject['subject']['kind']): string => {
    const names = all.filter(({ subject }) => subject.kind === kind).map(({ subject }) => code(shortName(subject)))
    return names.length === 0 ? '' : `- ${title}: ${names.join(', ')}\n`
  }
  return [
    `Nothing is called ${writtenWords(written)}. These can be named, by short name or title:\n\n`,
    ofKind('items', 'item'), ofKind('criteria', 'criterion'), ofKind('steps', 'step'),
  ].join('')
}

function writtenWords(written: string | null): string {
  return written === null ? 'what stands there' : code(cleanLine(written, LONGEST_WRITTEN))
}

/** What is missing or not in its form, in one sentence of ours, and how the command is written. */
export function howToWrite(name: CommandName, says: string): string {
  return `${says} The form is ${code(formOf(name))}, such as ${code(COMMAND_WORDS[name].example)}.\n`
}

/** Where nothing was judged yet. */
export function nothingJudged(): string {
  return `No commit of this repository has been judged yet. The first push, or ${code('/check')}, begins it.\n`
}

/** A repository that its course has paused: said to each person once. */
export function pausedAnswer(): string {
  return 'The staff of the course has paused this repository: nothing is published or answered here until they resume it. What is asked or answered meanwhile is not kept; write it again then. What is pushed meanwhile is kept and counts.\n'
}
