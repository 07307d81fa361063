import { beforeAll, describe, expect, it } from 'vitest'
import type { FromGitHub, InstallationPort } from '../../src/flow/ports/github-ports.ts'
import type { CheckRunContent } from '../../src/model/check-run.ts'
import type { HostedRepository } from '../../src/model/hosting.ts'
import { readOpened } from './read-all.ts'

/** What every GitHub of the contract has: one repository with a branch `feature` and two open pull requests, one from it and one from a fork. */
export type ContractStage = {
  readonly port: InstallationPort
  readonly repository: HostedRepository
  readonly main: string
  readonly feature: string
  readonly forked: string
  /** The files of the head of `feature`. */
  readonly files: Readonly<Record<string, string>>
  readonly pull: number
  readonly forkPull: number
  readonly close: () => Promise<void>
}

/** The value of an answer; throws where GitHub gave trouble instead. */
export function value<Value>(answer: FromGitHub<Value>): Value {
  if (!answer.ok) throw new Error(`${answer.trouble.kind}: ${answer.trouble.says}`)
  return answer.value
}

/** The kind of trouble; `none` where there is a value. */
export function troubleIn<Value>(answer: FromGitHub<Value>): string {
  return answer.ok ? 'none' : answer.trouble.kind
}

export const CHECKING: CheckRunContent = { status: 'in_progress', conclusion: null, title: 'checking', summary: 'soon', text: '', detailsUrl: null, annotations: [], actions: [] }

const TAKEN_AT = '2026-03-01T12:00:00Z'

/** What holds of every implementation of `InstallationPort`; all of it on one stage. */
export function describeInstallationPort(name: string, start: () => Promise<ContractStage>): void {
  describe(`the port of an installation on ${name}`, () => {
    let stage: ContractStage | null = null
    beforeAll(async () => {
      const started = await start()
      stage = started
      return started.close
    }, 60_000)
    const onStage = (): ContractStage => {
      if (stage === null) throw new Error('the stage was not set')
      return stage
    }
    it('knows its repositories, by their ids', async () => {
      const { port, repository } = onStage()
      expect(value(await port.repositories())).toEqual([repository])
      expect(value(await port.repository(repository.id))).toEqual({ ...repository, template: null })
      expect(troubleIn(await port.repository(999_999))).toBe('gone')
    })
    it('finds the head of a branch, and none of a branch that is not there', async () => {
      const { port, repository, feature } = onStage()
      expect(value(await port.branchHead(repository, 'feature'))).toEqual({ repository, commit: feature, branch: 'feature', pull: null })
      expect(troubleIn(await port.branchHead(repository, 'none'))).toBe('gone')
    })
    it('finds the head of a pull request, in a fork too', async () => {
      const { port, repository, feature, forked, pull, forkPull } = onStage()
      const own = value(await port.pullRequest(repository, pull))
      expect(own).toMatchObject({ repository, commit: feature, branch: 'feature', pull: { number: pull, state: 'open', merged: false, head: { sha: feature, branch: 'feature', repositoryId: repository.id }, base: { branch: 'main' } } })
      const theirs = value(await port.pullRequest(repository, forkPull))
      expect(theirs).toMatchObject({ repository, commit: forked, pull: { number: forkPull, head: { sha: forked } } })
      expect(theirs.pull?.head.repositoryId).not.toBe(repository.id)
      expect(troubleIn(await port.pullRequest(repository, 999))).toBe('gone')
    })
    it('finds the open pull requests of a commit, and all', async () => {
      const { port, repository, main, feature, forked, pull, forkPull } = onStage()
      const numbers = async (commit: string | null): Promise<readonly number[]> => value(await port.openPullRequests(repository, commit)).map(({ number }) => number)
      expect([await numbers(main), await numbers(feature), await numbers(forked)]).toEqual([[], [pull], [forkPull]])
      expect((await numbers(null)).toSorted((left, right) => left - right)).toEqual([pull, forkPull].toSorted((left, right) => left - right))
    })
    it('opens a commit and gives its files, that of a fork too', async () => {
      const { port, repository, feature, forked, files } = onStage()
      const { reader, halted } = value(await port.open(repository, feature, TAKEN_AT))
      expect(reader.snapshot).toMatchObject({ commit: feature, takenAt: TAKEN_AT, defaultBranch: 'main' })
      expect([...reader.snapshot.branches].toSorted()).toEqual(['feature', 'main'])
      expect((await readOpened({ ok: true, reader })).texts).toEqual(files)
      expect(halted()).toBeNull()
      expect(troubleIn(await port.open(repository, forked, TAKEN_AT))).toBe('none')
      expect(troubleIn(await port.open(repository, 'f'.repeat(40), TAKEN_AT))).toBe('gone')
    })
    it('knows no runs and no deployments where there are none', async () => {
      const { port, repository, feature } = onStage()
      expect([value(await port.runs(repository, feature, [])), value(await port.deployments(repository, feature))]).toEqual([[], []])
    })
    it('finds its check runs again by their own word, oldest first', async () => {
      const { port, repository, main, feature } = onStage()
      const first = value(await port.createCheckRun(repository, feature, 'round 1', CHECKING))
      const second = value(await port.createCheckRun(repository, feature, 'round 2', CHECKING))
      value(await port.updateCheckRun(repository, first, { ...CHECKING, status: 'completed', conclusion: 'neutral' }))
      expect(value(await port.ownCheckRuns(repository, feature))).toEqual([{ id: first, externalId: 'round 1', annotations: 0 }, { id: second, externalId: 'round 2', annotations: 0 }])
      expect(value(await port.ownCheckRuns(repository, main))).toEqual([])
    })
    it('finds its comments again by their marker', async () => {
      const { port, repository, pull } = onStage()
      value(await port.createComment(repository, pull, 'without a marker'))
      const id = value(await port.createComment(repository, pull, '<!-- mark -->\nours'))
      value(await port.updateComment(repository, id, '<!-- mark -->\nanew'))
      expect(value(await port.ownComments(repository, pull, '<!-- mark -->'))).toEqual([id])
      value(await port.deleteComment(repository, id))
      expect(value(await port.ownComments(repository, pull, '<!-- mark -->'))).toEqual([])
      expect(await port.deleteComment(repository, id)).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
    })
    it('finds its issue again, and writes none that is not there', async () => {
      const { port, repository, pull } = onStage()
      const number = value(await port.openIssue(repository, { title: 'Capstone', body: '<!-- mark -->\nours' }))
      value(await port.updateIssue(repository, number, { body: 'without the marker' }))
      expect(value(await port.ownIssues(repository, '<!-- mark -->'))).toEqual([{ number, state: 'open', holdsMarker: false }])
      expect([number === pull, troubleIn(await port.updateIssue(repository, 999, { body: 'x' }))]).toEqual([false, 'gone'])
    })
    it('counts what it asks', async () => {
      const { port, repository } = onStage()
      const before = port.requests()
      await port.branchHead(repository, 'main')
      expect(port.requests()).toBeGreaterThan(before)
    })
  })
}
