import { readFileSync } from 'node:fs'
import examples from '@octokit/webhooks-examples' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import { hostedIn } from '../../src/github/app/hosted.ts'
import { meaningOf, UNDERSTOOD_WEBHOOKS } from '../../src/github/meaning.ts'
import type { Delivery, Meaning } from '../../src/flow/ports/store-ports.ts'
import type { DomainEvent, WorkTarget } from '../../src/model/work.ts'
import { readManifest } from '../../src/operate/manifest.ts'

/** The package is JSON; its types tell of a module around it. */
const EXAMPLES = examples as unknown as readonly { readonly name: string; readonly examples: readonly object[] }[]
const APP = 77
const AT = 1_700_000_000_000
const REPOSITORY = { id: 5, name: 'churn', owner: { id: 9, login: 'octo-org' }, default_branch: 'main', private: true, archived: false, topics: ['mlops'], description: 'STUDENT' }
const SENDER = { id: 3, login: 'ada', type: 'User' }
const HEAD = 'a'.repeat(40)

function deliver(name: string, payload: unknown, id = 'd-1'): Delivery {
  return { id, name, action: null, installationId: null, repositoryId: null, receivedAt: AT, body: JSON.stringify(payload) }
}

/** The meaning of a webhook on our repository with these fields. */
function heard(name: string, fields: object): Meaning {
  const meaning = meaningOf(deliver(name, { installation: { id: 4 }, repository: REPOSITORY, sender: SENDER, ...fields }), APP)
  if ('unreadable' in meaning) throw new Error(meaning.unreadable)
  return meaning
}

const targets = (name: string, fields: object): readonly WorkTarget[] => heard(name, fields).marks.map(({ target }) => target)
const onlyEvent = (name: string, fields: object): Pick<DomainEvent, 'kind' | 'facts'> => {
  const [event] = heard(name, fields).events
  return { kind: event?.kind ?? '', facts: event?.facts ?? {} }
}

describe('every example of a webhook that GitHub publishes', () => {
  it('is used, ignored or set aside with a sentence', () => {
    const count = { used: 0, ignored: 0, unreadable: 0 }
    for (const { name, examples: payloads } of EXAMPLES) {
      for (const [index, payload] of payloads.entries()) {
        const meaning = meaningOf(deliver(name, payload, `${name}-${index}`), APP)
        if ('unreadable' in meaning) expect(meaning.unreadable).toMatch(/^this \w+ delivery lacks [\w.[\]]+( and \d+ more)?$/)
        count['unreadable' in meaning ? 'unreadable' : meaning.result] += 1
      }
    }
    expect(count.used).toBeGreaterThan(25)
    expect(count.ignored).toBeGreaterThan(100)
  })
  it('that was sent to an App and holds what is read of it is understood', () => {
    const kinds = EXAMPLES.flatMap(({ name, examples: payloads }) => payloads.flatMap((payload) => {
      const meaning = 'installation' in payload ? meaningOf(deliver(name, payload), APP) : null
      return meaning === null || 'unreadable' in meaning ? [] : meaning.events.map(({ kind }) => kind)
    }))
    for (const kind of ['installation.created', 'installation.deleted', 'installation.suspend', 'installation_repositories.added', 'push', 'pull_request.opened', 'pull_request.synchronize', 'deployment', 'deployment_status']) expect(kinds).toContain(kind)
  })
})

describe('a push', () => {
  const PUSH = { ref: 'refs/heads/feature/tune-c', before: 'b'.repeat(40), after: HEAD, created: false, deleted: false, forced: true, commits: [{ message: 'STUDENT' }] }
  it('marks its branch, tells of the repository, and who did it', () => {
    const meaning = heard('push', PUSH)
    expect(meaning.result).toBe('used')
    expect(meaning.marks).toEqual([{ installationId: 4, repositoryId: 5, target: { kind: 'branch', name: 'feature/tune-c' }, dueAt: AT + 2000, reason: 'push' }])
    expect(meaning.repositories).toEqual([{ id: 5, installationId: 4, ownerId: 9, owner: 'octo-org', name: 'churn', defaultBranch: 'main', private: true, archived: false, topics: ['mlops'] }])
    expect(meaning.events).toEqual([{
      id: 'd-1:0', kind: 'push', installationId: 4, repositoryId: 5, actor: { id: 3, login: 'ada' }, at: AT,
      facts: { branch: 'feature/tune-c', before: 'b'.repeat(40), after: HEAD, created: false, forced: true, senderIsBot: false, toDefault: false },
    }])
  })
  it('to the default branch marks that it is read who did what', () => {
    expect(targets('push', { ...PUSH, ref: 'refs/heads/main' })).toEqual([{ kind: 'branch', name: 'main' }, { kind: 'contributions' }])
  })
  it('to an internal repository, which a whole enterprise reads, is to no private one', () => {
    expect(heard('push', { ...PUSH, repository: { ...REPOSITORY, visibility: 'internal' } }).repositories).toMatchObject([{ private: false }])
    expect(hostedIn({ ...REPOSITORY, private: true, visibility: 'internal' }, 4)).toMatchObject({ private: false })
  })
  it('of a tag is ignored, and one that deletes a branch marks nothing', () => {
    expect(heard('push', { ...PUSH, ref: 'refs/tags/v1' }).result).toBe('ignored')
    expect(targets('push', { ...PUSH, deleted: true })).toEqual([])
    expect(onlyEvent('push', { ...PUSH, deleted: true })).toEqual({ kind: 'branch.deleted', facts: { branch: 'feature/tune-c', before: 'b'.repeat(40) } })
  })
  it('happened when GitHub says so, however late the delivery came', () => {
    expect(heard('push', { ...PUSH, repository: { ...REPOSITORY, pushed_at: AT / 1000 - 60 } }).events).toMatchObject([{ at: AT - 60_000 }])
    expect(heard('push', { ...PUSH, repository: { ...REPOSITORY, pushed_at: 'never' } }).events).toMatchObject([{ at: AT }])
  })
  it('does not overwrite what is known of a repository with half of it', () => {
    expect(heard('push', { ...PUSH, repository: { ...REPOSITORY, topics: undefined } }).repositories).toEqual([])
  })
})

describe('a pull request', () => {
  const PULL = {
    number: 12, merged: false, draft: false, merge_commit_sha: null, user: SENDER, title: 'STUDENT', body: 'STUDENT',
    head: { sha: HEAD, ref: 'patch', repo: { id: 99 } }, base: { sha: 'c'.repeat(40), ref: 'main', repo: { id: 5 } },
  }
  it.each(['opened', 'reopened', 'synchronize', 'edited', 'closed', 'ready_for_review'])('that was %s marks itself, and the capstone issue and who did what where it opened or closed', (action) => {
    expect(targets('pull_request', { action, pull_request: PULL })).toEqual([{ kind: 'pull-request', number: 12 }, ...['opened', 'reopened', 'closed'].includes(action) ? [{ kind: 'capstone' }, { kind: 'contributions' }] : []])
  })
  it.each([['opened', 'created_at'], ['synchronize', 'updated_at'], ['closed', 'closed_at']])('that was %s happened at its %s', (action, field) => {
    const times = { created_at: '2023-01-01T00:00:00Z', updated_at: '2023-01-01T00:00:00Z', closed_at: '2023-01-01T00:00:00Z' }
    expect(heard('pull_request', { action, pull_request: { ...PULL, ...times, [field]: '2023-02-03T04:05:06Z' } }).events).toMatchObject([{ at: Date.UTC(2023, 1, 3, 4, 5, 6) }])
  })
  it('of a bot says so', () => {
    expect(onlyEvent('pull_request', { action: 'closed', pull_request: { ...PULL, user: { id: 4, login: 'dependabot[bot]', type: 'Bot' } } }).facts).toMatchObject({ authorIsBot: true })
    expect(onlyEvent('pull_request', { action: 'closed', pull_request: PULL }).facts).toMatchObject({ authorIsBot: false })
  })
  it.each(['submitted', 'dismissed'])('whose review was %s marks that it is read who did what, without a word of the review', (action) => {
    const review = { id: 8, user: SENDER, body: 'STUDENT', state: 'CHANGES_REQUESTED', submitted_at: '2023-02-03T04:05:06Z' }
    const meaning = heard('pull_request_review', { action, review, pull_request: PULL })
    expect(meaning.marks).toMatchObject([{ target: { kind: 'contributions' } }])
    expect(meaning.events).toMatchObject([{ kind: `pull_request_review.${action}`, actor: { id: 3 }, facts: { number: 12, reviewId: 8, state: 'changes_requested', authorId: 3 }, at: action === 'submitted' ? Date.UTC(2023, 1, 3, 4, 5, 6) : AT }])
    expect(JSON.stringify(meaning)).not.toContain('STUDENT')
  })
  it('whose review was only edited is ignored', () => {
    expect(heard('pull_request_review', { action: 'edited', review: {}, pull_request: PULL }).result).toBe('ignored')
  })
  it('that was only labelled is ignored', () => {
    expect(heard('pull_request', { action: 'labeled', pull_request: PULL }).result).toBe('ignored')
  })
  it('of a fork that is gone is understood', () => {
    expect(onlyEvent('pull_request', { action: 'closed', pull_request: { ...PULL, merged: true, head: { ...PULL.head, repo: null } } }).facts).toMatchObject({ headRepositoryId: null, merged: true })
  })
})

describe('a run of a workflow', () => {
  const RUN = {
    id: 41, run_attempt: 2, workflow_id: 8, name: 'STUDENT', path: '.github/workflows/STUDENT.yml', event: 'push', head_sha: HEAD, head_branch: 'patch',
    head_repository: { id: 5 }, status: 'completed', conclusion: 'failure', pull_requests: [] as readonly object[],
  }
  const run = (fields: object = {}): readonly WorkTarget[] => targets('workflow_run', { action: 'completed', workflow_run: { ...RUN, ...fields } })
  it('marks the branch it ran on', () => {
    expect(run()).toEqual([{ kind: 'branch', name: 'patch' }])
  })
  it('marks the pull requests it names, and none of another repository', () => {
    expect(run({ pull_requests: [{ number: 12, base: { repo: { id: 5 } } }, { number: 3, base: { repo: { id: 6 } } }] })).toEqual([{ kind: 'pull-request', number: 12 }])
  })
  it('marks the default branch also where it is the head of a pull request', () => {
    expect(run({ head_branch: 'main', pull_requests: [{ number: 12, base: { repo: { id: 5 } } }] })).toEqual([{ kind: 'branch', name: 'main' }, { kind: 'pull-request', number: 12 }])
  })
  it('that has not ended marks nothing: that it is awaited is known', () => {
    expect(targets('workflow_run', { action: 'in_progress', workflow_run: { ...RUN, status: 'in_progress', conclusion: null } })).toEqual([])
  })
  it.each([['of a fork', { head_branch: 'main', head_repository: { id: 99 } }], ['of a fork that is gone', { head_repository: null }], ['without a branch', { head_branch: null }]])('%s marks the commit, not a branch of ours', (_, fields) => {
    expect(run(fields)).toEqual([{ kind: 'commit', sha: HEAD }])
  })
})

describe('a check run', () => {
  const CHECK = { id: 21, head_sha: HEAD, app: { id: APP }, check_suite: { head_branch: 'patch' }, pull_requests: [] as readonly object[], output: { title: 'ours' } }
  it('that is asked for again is due at once, and says which delivery asked', () => {
    expect(heard('check_run', { action: 'rerequested', check_run: CHECK }).marks).toEqual([
      { installationId: 4, repositoryId: 5, target: { kind: 'commit', sha: HEAD }, dueAt: AT, reason: 'check_run', again: 'd-1' },
    ])
  })
  it('tells which button was pressed, where it is one of ours', () => {
    const press = (identifier: string): unknown => onlyEvent('check_run', { action: 'requested_action', check_run: CHECK, requested_action: { identifier } }).facts
    expect(press('hint')).toEqual({ checkRunId: 21, headSha: HEAD, pressed: 'hint' })
    expect(press('<b>no button of ours</b>')).toMatchObject({ pressed: null })
  })
  it('is made anew where its button asks for that, and not for a hint', () => {
    const marks = (identifier: string): unknown => heard('check_run', { action: 'requested_action', check_run: CHECK, requested_action: { identifier } }).marks
    expect(marks('again')).toEqual([{ installationId: 4, repositoryId: 5, target: { kind: 'commit', sha: HEAD }, dueAt: AT, reason: 'check_run', again: 'd-1' }])
    expect(marks('hint')).toEqual([{ installationId: 4, repositoryId: 5, target: { kind: 'commit', sha: HEAD }, dueAt: AT, reason: 'check_run' }])
  })
  it('of another App is ignored, and so is ours when only its state changes', () => {
    expect(heard('check_run', { action: 'rerequested', check_run: { ...CHECK, app: { id: 1 } } }).result).toBe('ignored')
    expect(heard('check_run', { action: 'completed', check_run: CHECK }).result).toBe('ignored')
    expect(heard('check_suite', { action: 'rerequested', check_suite: { ...CHECK, app: { id: 1 } } }).result).toBe('ignored')
  })
  it('comes with all of ours when their suite is asked for again', () => {
    const suite = { app: { id: APP }, head_sha: HEAD, head_branch: 'patch', pull_requests: [{ number: 12, base: { repo: { id: 5 } } }] }
    expect(heard('check_suite', { action: 'rerequested', check_suite: suite }).marks).toMatchObject([{ target: { kind: 'commit', sha: HEAD }, again: 'd-1' }])
  })
})

describe('a deployment', () => {
  const DEPLOYMENT = { id: 31, sha: HEAD, ref: 'STUDENT', environment: 'STUDENT' }
  const RUN = { head_branch: 'main', head_sha: HEAD, head_repository: { id: 5 } }
  it('marks the branch of the run that made it, else the repository: its ref may be a tag', () => {
    expect(targets('deployment', { action: 'created', deployment: DEPLOYMENT })).toEqual([{ kind: 'repository' }])
    expect(targets('deployment', { action: 'created', deployment: DEPLOYMENT, workflow_run: RUN })).toEqual([{ kind: 'branch', name: 'main' }])
    expect(targets('deployment', { action: 'created', deployment: DEPLOYMENT, workflow_run: { ...RUN, head_sha: 'b'.repeat(40) } })).toEqual([{ kind: 'repository' }])
  })
  it('tells its state', () => {
    const status = { id: 32, state: 'success', environment_url: 'https://STUDENT' }
    expect(onlyEvent('deployment_status', { action: 'created', deployment: DEPLOYMENT, deployment_status: status })).toEqual({ kind: 'deployment_status', facts: { deploymentId: 31, sha: HEAD, statusId: 32, state: 'success' } })
  })
})

describe('an installation', () => {
  const INSTALLATION = { id: 4, account: { id: 9, login: 'octo-org', type: 'Organization' }, suspended_at: null }
  const THERE = { id: 4, account: { id: 9, login: 'octo-org', kind: 'organization' }, suspended: false }
  it('has its repositories read, which it names by id alone', () => {
    const meaning = heard('installation', { action: 'created', repository: undefined, installation: INSTALLATION, repositories: [{ id: 5 }, { id: 6 }] })
    expect(meaning.installations).toEqual([{ change: 'there', installation: THERE }])
    expect(meaning.marks.map(({ repositoryId, target }) => [repositoryId, target.kind])).toEqual([[5, 'repository'], [6, 'repository']])
  })
  it.each([['suspend', 'suspended', true], ['unsuspend', 'there', false], ['deleted', 'gone', false], ['new_permissions_accepted', 'there', false]])('that was told to %s is %s', (action, change, suspended) => {
    expect(heard('installation', { action, installation: INSTALLATION }).installations).toEqual([{ change, installation: { ...THERE, suspended } }])
  })
  it('that gains and loses repositories marks some and lets go of others', () => {
    const meaning = heard('installation_repositories', { action: 'removed', repository: undefined, installation: INSTALLATION, repositories_added: [{ id: 7 }], repositories_removed: [{ id: 5 }] })
    expect(meaning.marks).toMatchObject([{ repositoryId: 7 }])
    expect(meaning.removed).toEqual([{ installationId: 4, repositoryId: 5 }])
  })
})

describe('a repository', () => {
  it.each(['renamed', 'transferred', 'archived', 'unarchived', 'edited'])('that was %s is kept as it is now, and looked at', (action) => {
    const meaning = heard('repository', { action, repository: { ...REPOSITORY, name: 'churn-2' } })
    expect(meaning.repositories).toMatchObject([{ id: 5, name: 'churn-2' }])
    expect(meaning.marks).toMatchObject([{ target: { kind: 'repository' } }])
  })
  it('that was deleted is let go', () => {
    expect(heard('repository', { action: 'deleted' })).toMatchObject({ removed: [{ installationId: 4, repositoryId: 5 }], repositories: [], marks: [] })
  })
})

describe('words of people', () => {
  const COMMENT = { id: 51, body: 'STUDENT', user: SENDER, performed_via_github_app: null }
  it('on a pull request are an event without their text', () => {
    expect(onlyEvent('issue_comment', { action: 'created', issue: { number: 12, title: 'STUDENT', pull_request: { url: 'x' } }, comment: COMMENT })).toEqual({ kind: 'issue_comment.created', facts: { number: 12, commentId: 51, onPullRequest: true } })
  })
  it.each([
    ['/join MLOPS-2026', ['MLOPS-2026']], ['Hello\r\n/join MLOPS-2026  \r\n', ['MLOPS-2026']], ['see /join MLOPS-2026', []], ['/join two words', []], ['/join', []],
  ])('that ask for a course to take the repository in are handed on, with who wrote them: %j', (body, codes) => {
    const meaning = heard('issue_comment', { action: 'created', issue: { number: 12 }, comment: { ...COMMENT, body, user: { ...SENDER, id: 9, login: 'kim' } } })
    expect(meaning.joins).toEqual(codes.map((code) => ({ installationId: 4, repositoryId: 5, code, commentId: 51, person: { id: 9, login: 'kim' } })))
  })
  it('that hold commands make one piece of work with all of them, due at once, without the code of a course', () => {
    const body = `${'words '.repeat(400)}\n\n/why health\r\n/join MLOPS-2026\n/sttaus`
    const meaning = heard('issue_comment', { action: 'created', issue: { number: 12, pull_request: { url: 'x' } }, comment: { ...COMMENT, body, created_at: new Date(AT - 60_000).toISOString(), user: { ...SENDER, id: 9, login: 'kim' } } })
    expect(meaning.events).toMatchObject([{ at: AT - 60_000 }])
    expect(meaning.marks).toMatchObject([{ target: {
      kind: 'command', at: AT - 60_000, commentId: 51, number: 12, onPullRequest: true, person: { id: 9, login: 'kim' }, left: 0,
      commands: [{ known: true, name: 'why', rest: 'health', position: 0 }, { known: false, name: 'sttaus', position: 2 }],
    } }])
    expect(JSON.stringify([meaning.marks, meaning.events])).not.toContain('MLOPS-2026')
    expect(JSON.stringify(meaning.events)).not.toContain('health')
  })
  it.each([
    ['created', true, SENDER.id, true], ['edited', true, SENDER.id, true], ['edited', true, 77, false], ['deleted', true, SENDER.id, true], ['deleted', true, 77, true],
    ['created', false, SENDER.id, false], ['edited', false, SENDER.id, false], ['deleted', false, SENDER.id, false],
  ])('on the capstone issue are read, by their writer changed, and by whomever taken away: %s, on ours: %s, by %s', (action, isOurs, by, isRead) => {
    const issue = { number: 12, performed_via_github_app: isOurs ? { id: APP } : null }
    expect(targets('issue_comment', { action, issue, comment: { ...COMMENT, user: SENDER }, sender: { ...SENDER, id: by } }).map(({ kind }) => kind)).toEqual(isRead ? ['answer'] : [])
  })
  it('are not those of bots and Apps', () => {
    const issue = { number: 12 }
    expect(heard('issue_comment', { action: 'created', issue, comment: { ...COMMENT, user: { ...SENDER, type: 'Bot' } } }).result).toBe('ignored')
    expect(heard('issue_comment', { action: 'created', issue, comment: { ...COMMENT, performed_via_github_app: { id: APP } } }).result).toBe('ignored')
  })
  it('reach no event: of all a student writes, only names of branches are kept', () => {
    const said = [
      heard('push', { ref: 'refs/heads/x', before: HEAD, after: HEAD, created: true, deleted: false, forced: false, head_commit: { message: 'STUDENT' } }),
      heard('issues', { action: 'opened', issue: { number: 1, title: 'STUDENT', body: 'STUDENT' } }),
      heard('create', { ref: 'STUDENT', ref_type: 'tag' }),
      heard('release', { action: 'published', release: { id: 61, draft: false, prerelease: true, name: 'STUDENT', tag_name: 'STUDENT', body: 'STUDENT' } }),
    ]
    expect(said.map(({ events: [event] }) => event?.kind)).toEqual(['push', 'issues.opened', 'tag.created', 'release.published'])
    expect(JSON.stringify(said)).not.toContain('STUDENT')
  })
})

describe('a delivery that is not as expected', () => {
  it('is set aside with what it lacks, and without its text', () => {
    expect(meaningOf(deliver('push', { ref: 'refs/heads/x' }), APP)).toEqual({ unreadable: 'this push delivery lacks deleted and 6 more' })
    expect(meaningOf({ ...deliver('push', {}), body: '{"secret' }, APP)).toEqual({ unreadable: 'the body of this push delivery is not JSON' })
    expect(meaningOf(deliver('pull_request', { action: 'opened', pull_request: 'STUDENT' }), APP)).toMatchObject({ unreadable: expect.not.stringContaining('STUDENT') as string })
  })
  it('is ignored where its event, or its action, is none of ours', () => {
    expect(meaningOf({ ...deliver('star', {}), body: 'no JSON' }, APP)).toMatchObject({ result: 'ignored' })
    expect(meaningOf(deliver('constructor', {}), APP)).toMatchObject({ result: 'ignored' })
    expect(meaningOf(deliver('installation', { action: 'constructor' }), APP)).toMatchObject({ result: 'ignored' })
  })
  it('means the same when it comes again', () => {
    const again = deliver('push', { installation: { id: 4 }, repository: REPOSITORY, sender: SENDER, ref: 'refs/heads/x', before: HEAD, after: HEAD, created: false, deleted: false, forced: false })
    expect(meaningOf(again, APP)).toEqual(meaningOf(again, APP))
  })
})

describe('app.yml', () => {
  it('asks for the webhooks that are understood, besides those that every App gets', () => {
    const { events } = readManifest(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'))
    expect([...events, 'ping', 'installation', 'installation_repositories'].toSorted()).toEqual([...UNDERSTOOD_WEBHOOKS].toSorted())
  })
})
