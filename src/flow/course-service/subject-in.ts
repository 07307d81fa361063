import { readSubject, type Nameable } from '../../grade/name-subject.ts'
import type { Checklist } from '../../model/checklist.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { inWords } from '../../report/gradebook/counted.ts'
import { shortName } from '../../report/answers/subject-words.ts'
import { standNow } from '../answers/said-now.ts'
import { done, refused, type Call, type Done } from './operation.ts'

type Kind = Nameable['subject']['kind']

const KINDS: Readonly<Record<Kind, readonly [string, string]>> = { item: ['an item', 'items'], criterion: ['a criterion', 'criteria'], step: ['a step', 'steps'] }

/** What a name means in a repository, with what the App itself says of its default branch, and what its course asks now; `kinds` where only some kinds of things can be meant. */
export async function subjectIn(name: string, repository: HostedRepository, { course, parts }: Call, ...kinds: readonly Kind[]): Promise<Done<{ readonly one: Nameable; readonly automatic: AssessmentRecord | null; readonly checklists: readonly Checklist[] }>> {
  const { all, automatic, judgedBy } = await standNow(repository, course, parts)
  const named = subjectAmong(name, all, ...kinds)
  return named.ok ? done({ one: named.value, automatic, checklists: [judgedBy.checklist, judgedBy.practices] }) : named
}

/** The same among all that can be named. */
export function subjectAmong(name: string, all: readonly Nameable[], ...kinds: readonly Kind[]): Done<Nameable> {
  const possible = kinds.length === 0 ? all : all.filter(({ subject }) => kinds.includes(subject.kind))
  const named = readSubject(name, possible)
  if (named.kind === 'found' && named.rest === '') return done(named.one)
  const other = kinds.length === 0 ? named : readSubject(name, all)
  if (other.kind === 'found' && other.rest === '') return refused('invalid', `${JSON.stringify(name)} is ${KINDS[other.one.subject.kind][0]}, and this can be done to ${inWords(kinds.map((kind) => KINDS[kind][1]))} alone`, 'Name one of those.', '/subject')
  if (named.kind === 'near') return refused('invalid', `nothing is called ${JSON.stringify(name)}`, `The nearest names are ${inWords(named.near.map(({ subject }) => shortName(subject)))}.`, '/subject')
  return refused('invalid', `nothing ${kinds.length === 0 ? '' : `of ${inWords(kinds.map((kind) => KINDS[kind][1]))} `}is called ${JSON.stringify(name)}`, `Items: ${possible.flatMap(({ subject }) => subject.kind === 'item' ? [subject.id] : []).join(', ')}. Criteria and steps go by their short names, too.`, '/subject')
}
