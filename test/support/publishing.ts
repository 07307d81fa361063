import { createHash } from 'node:crypto'
import type { Assessment, Publication, PublicationPlace, PublicationStore } from '../../src/flow/ports/store-ports.ts'
import type { FromGitHub, GitHubTrouble, InstallationPort } from '../../src/flow/ports/github-ports.ts'
import { createPublish } from '../../src/flow/publishing/publish.ts'
import type { PausablePublish, PublishContext } from '../../src/flow/ports/publish-port.ts'
import type { CheckRunContent } from '../../src/model/check-run.ts'
import type { HostedRepository, PullRequest } from '../../src/model/hosting.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { aCourse } from './hosting.ts'

export const COMMIT = 'c'.repeat(40)
const REPOSITORY: HostedRepository = { id: 42, installationId: 7, ownerId: 1, owner: 'octo-org', name: 'capstone-ana', defaultBranch: 'main', private: false, archived: false, topics: [] }
const PULL: PullRequest = {
  number: 3, state: 'open', merged: false, draft: false, author: { id: 5, login: 'ana' }, head: { sha: COMMIT, branch: 'feature', repositoryId: 42 }, base: { branch: 'main', sha: 'b'.repeat(40) }, mergeSha: null,
}

/** What happens to a request that writes: it is done and its answer lost, or it is refused. */
export type Mishap = { readonly kind: 'lost' } | { readonly kind: 'refused'; readonly trouble: GitHubTrouble } | { readonly kind: 'crash'; readonly when: 'before' | 'after' }

export type ShownRun = { readonly id: number; readonly commit: string; readonly externalId: string; content: CheckRunContent; annotations: number }
export type WrittenComment = { readonly id: number; readonly authorId: number; text: string; readonly at: number; changedAt: number | null }
export type ShownIssue = { readonly number: number; title: string; body: string; state: 'open' | 'closed' }
export type ShownComment = { readonly id: number; readonly number: number; body: string }

/** The part of GitHub that is written to, in memory: it refuses what GitHub refuses, adds annotations to those that are there, and counts what it is asked. */
export type PublishingGitHub = {
  readonly port: InstallationPort
  readonly runs: ShownRun[]
  comments: ShownComment[]
  /** What people wrote, by the comment's id. */
  readonly written: Map<number, WrittenComment>
  /** The issues of ours, under numbers from 500. */
  issues: ShownIssue[]
  /** The comments of others that have a thumb up of ours, and those that have eyes. */
  readonly thumbs: Set<number>
  readonly eyes: Set<number>
  /** Requests in order: `create check-run`, `update comment`, `list comments`, … */
  readonly asked: string[]
  /** Whether there is no room for a first word. */
  isFull?: boolean
  /** What befalls the next requests that write, one each. */
  readonly mishaps: (Mishap | null)[]
}

/** A GitHub without any check run or comment. */
export function publishingGitHub(): PublishingGitHub {
  let nextId = 100
  const unused = (): never => { throw new Error('this test does not read') }
  const github: PublishingGitHub = {
    runs: [], comments: [], written: new Map(), issues: [], thumbs: new Set(), eyes: new Set(), asked: [], mishaps: [],
    port: {
      repository: unused, repositories: unused, branchHead: unused, pullRequest: unused, openPullRequests: unused, open: unused, runs: unused, artifacts: unused, artifactZip: unused, jobLog: unused, deployments: unused, person: unused, personById: unused, teamMembers: unused, roleIn: unused, contributions: unused,
      react: (_repository, commentId, reaction) => befalls(reaction === '+1' ? 'thumb up' : 'eyes', () => {
        github[reaction === '+1' ? 'thumbs' : 'eyes'].add(commentId)
        return { ok: true, value: null }
      }),
      room: (purpose) => Promise.resolve(purpose === 'first-word' && github.isFull === true ? { until: 0, reason: 'content-minute' } : null),
      requests: () => github.asked.length,
      ownCheckRuns: (_repository, commit) => {
        github.asked.push('list check-runs')
        return Promise.resolve({ ok: true, value: github.runs.filter((run) => run.commit === commit).map(({ id, externalId, annotations }) => ({ id, externalId, annotations })) })
      },
      createCheckRun: (_repository, commit, externalId, content) => befalls('create check-run', () => {
        refuse(content)
        const run = { id: nextId++, commit, externalId, content, annotations: content.annotations.length }
        github.runs.push(run)
        return { ok: true, value: run.id }
      }),
      updateCheckRun: (_repository, id, content) => befalls('update check-run', () => {
        const run = github.runs.find((one) => one.id === id)
        if (run === undefined) return gone('check run')
        refuse(content)
        if (run.content.status === 'completed' && content.status !== 'completed') throw new Error('422: a completed check run cannot go back')
        run.content = content
        run.annotations += content.annotations.length
        return { ok: true, value: null }
      }),
      ownComments: (_repository, number, marker) => {
        github.asked.push('list comments')
        return Promise.resolve({ ok: true, value: github.comments.filter((one) => one.number === number && one.body.includes(marker)).map(({ id }) => id) })
      },
      createComment: (_repository, number, body) => befalls('create comment', () => {
        if (body.length > 65_536) throw new Error('422: body is too long')
        const comment = { id: nextId++, number, body }
        github.comments.push(comment)
        return { ok: true, value: comment.id }
      }),
      updateComment: (_repository, id, body) => befalls('update comment', () => {
        const comment = github.comments.find((one) => one.id === id)
        if (comment === undefined) return gone('comment')
        if (body.length > 65_536) throw new Error('422: body is too long')
        comment.body = body
        return { ok: true, value: null }
      }),
      deleteComment: (_repository, id) => befalls('delete comment', () => {
        const there = github.comments.some((one) => one.id === id)
        github.comments = github.comments.filter((one) => one.id !== id)
        return there ? { ok: true, value: null } : gone('comment')
      }),
      comment: (_repository, id) => {
        github.asked.push('read comment')
        const found = github.written.get(id)
        return Promise.resolve(found === undefined ? gone('comment') : { ok: true, value: { text: found.text, authorId: found.authorId, at: found.at, changedAt: found.changedAt } })
      },
      ownIssues: (_repository, marker) => {
        github.asked.push('list issues')
        return Promise.resolve({ ok: true, value: github.issues.map(({ number, state, body }) => ({ number, state, holdsMarker: body.includes(marker) })) })
      },
      openIssue: (_repository, { title, body }) => befalls('open issue', () => {
        if (title === '' || body.length > 65_536) throw new Error('422: body or title')
        const issue: ShownIssue = { number: 400 + nextId++, title, body, state: 'open' }
        github.issues.push(issue)
        return { ok: true, value: issue.number }
      }),
      updateIssue: (_repository, number, { body }) => befalls('update issue', () => {
        const issue = github.issues.find((one) => one.number === number)
        if (issue === undefined) return gone('issue')
        if (body.length > 65_536) throw new Error('422: body is too long')
        issue.body = body
        return { ok: true, value: null }
      }),
    },
  }
  async function befalls<Value>(what: string, happen: () => FromGitHub<Value>): Promise<FromGitHub<Value>> {
    github.asked.push(what)
    const mishap = github.mishaps.shift() ?? null
    if (mishap?.kind === 'refused') return { ok: false, trouble: mishap.trouble }
    if (mishap?.kind === 'crash' && mishap.when === 'before') throw new Error('crash before the request')
    const answer = happen()
    if (mishap?.kind === 'crash') throw new Error('crash after the request')
    return Promise.resolve(mishap?.kind === 'lost' ? { ok: false, trouble: { kind: 'passing', says: 'the answer was lost' } } : answer)
  }
  return github
}

/** What GitHub answers with 422. */
function refuse(content: CheckRunContent): void {
  const bytes = (text: string): number => new TextEncoder().encode(text).length
  const says = content.title.length > 255 ? 'title' : bytes(content.summary) > 65_535 || content.summary === '' ? 'summary' : bytes(content.text) > 65_535 ? 'text'
    : content.annotations.length > 50 ? 'annotations' : content.actions.length > 3 || content.actions.some(({ label, description, identifier }) => label.length > 20 || description.length > 40 || identifier.length > 20) ? 'actions'
      : (content.status === 'completed') !== (content.conclusion !== null) ? 'conclusion'
        : content.annotations.some((one) => one.startLine < 1 || one.endLine < one.startLine || one.path === '' || one.message === '' || bytes(one.message) > 65_535 || one.title.length > 255) ? 'annotation' : null
  if (says !== null) throw new Error(`422: ${says}`)
}

function gone<Value>(what: string): FromGitHub<Value> {
  return { ok: false, trouble: { kind: 'gone', says: `the ${what} is not there` } }
}

/** Publications in memory, as the store keeps them. */
export function memoryPublications(): PublicationStore {
  const rows = new Map<string, Publication>()
  const keyOf = ({ repositoryId, kind, place, round }: PublicationPlace): string => JSON.stringify([repositoryId, kind, place, round])
  return {
    find: (place) => Promise.resolve(rows.get(keyOf(place)) ?? null),
    lastRound: ({ repositoryId, kind, place }) => Promise.resolve(Math.max(0, ...[...rows.values()].filter((row) => row.repositoryId === repositoryId && row.kind === kind && row.place === place).map(({ round }) => round))),
    intend: (place, now) => {
      if (!rows.has(keyOf(place))) rows.set(keyOf(place), { ...place, remoteId: null, digest: '', at: now })
      return Promise.resolve()
    },
    record: (publication) => {
      rows.set(keyOf(publication), publication)
      return Promise.resolve()
    },
    newest: (repositoryId, kind, most) => Promise.resolve([...rows.values()].filter((row) => row.repositoryId === repositoryId && row.kind === kind).toSorted((one, other) => other.at - one.at).slice(0, most)),
    byRemoteId: (kind, remoteId) => Promise.resolve([...rows.values()].find((row) => row.kind === kind && row.remoteId === remoteId) ?? null),
  }
}

export function publishOn(publications: PublicationStore, hears = true, now = (): number => 1): PausablePublish {
  return createPublish({
    publications, now, digest: (text) => createHash('sha256').update(text).digest('hex'), links: { passageOf: () => null, lessonsUrl: null },
    hears, detailsUrlOf: (courseId, { repositoryId }) => `https://coach.example/courses/${courseId}/repositories/${repositoryId}`,
  })
}

/** One commit that is the head of pull request 3, with changes. */
export function contextOf(github: PublishingGitHub, changes: Partial<PublishContext> = {}): PublishContext {
  return {
    port: github.port, repository: REPOSITORY, commit: COMMIT, branch: 'feature', pull: PULL, again: [], ...changes,
    course: changes.course ?? aCourse(),
  }
}

export function pullRequest(changes: Partial<PullRequest>): PullRequest {
  return { ...PULL, ...changes }
}

export function assessmentOf(record: AssessmentRecord, changes: Partial<Assessment> = {}): Assessment {
  return { id: 'a1', repositoryId: 42, commit: COMMIT, branch: 'feature', isDefaultBranch: false, at: 1, digest: 'd', record, ...changes }
}
