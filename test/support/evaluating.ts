import { onTestFinished } from 'vitest'
import type { PullRequest } from '../../src/model/hosting.ts'
import type { WorkflowRun } from '../../src/model/run.ts'
import type { Mark, WorkTarget } from '../../src/model/work.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { classApp, START, type ClassApp, type ClassClock } from './class-app.ts'
import { classGitHub, classRepository, type ClassGitHub, type ClassRepository } from './class-github.ts'
import { aCourse, anInstallation, aRepository } from './hosting.ts'

export const MAIN = 'a'.repeat(40)
export const TUNED = 'b'.repeat(40)
export const FORKED = 'c'.repeat(40)
const CI = 'name: CI\non: [push, pull_request]\njobs: {test: {runs-on: ubuntu-latest, steps: [{uses: actions/checkout@v4}, {run: pytest}]}}\n'
export const FILES = { 'README.md': '# Churn\n', 'src/app.py': 'def predict(x):\n    return x\n', '.github/workflows/ci.yml': CI }
export const HEALTH = 'from fastapi import FastAPI\napp = FastAPI()\n\n@app.get("/health")\ndef health():\n    return {"status": "ok"}\n'
export const WITHOUT_CI = { 'src/app.py': 'def predict(x):\n    return x\n' }
export const BRANCH: WorkTarget = { kind: 'branch', name: 'main' }

/** Ana's pull request of her branch, open, with changes. */
export function aPull(changes: Partial<PullRequest> = {}): PullRequest {
  return { number: 3, state: 'open', merged: false, draft: false, author: null, head: { sha: TUNED, branch: 'tune', repositoryId: 42 }, base: { branch: 'main', sha: MAIN }, mergeSha: null, ...changes }
}

/** A green run of CI at a commit, with changes. */
export function aRun(commit: string, changes: Partial<WorkflowRun> = {}): WorkflowRun {
  return {
    id: 1, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: commit, status: 'completed', conclusion: 'success',
    url: 'https://github.com/octo-org/capstone-ana/actions/runs/1', createdAt: START, updatedAt: START, jobs: [], ...changes,
  }
}

type Setting = { readonly store: Store; readonly github: ClassGitHub; readonly ana: ClassRepository; readonly clock: ClassClock; readonly app: ClassApp; readonly mark: (target: WorkTarget, changes?: Partial<Mark>) => Promise<void>; readonly titles: () => readonly string[] }

/** A class of one repository, enrolled and known, with the App over it. */
export async function setting(changes: Partial<ClassRepository> = {}, options: { readonly hears?: boolean; readonly enrolled?: boolean } = {}): Promise<Setting> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const ana = classRepository(aRepository(), { main: MAIN }, { [MAIN]: FILES, [TUNED]: { ...FILES, 'src/app.py': HEALTH }, [FORKED]: FILES }, changes)
  const github = classGitHub([ana])
  const clock: ClassClock = { now: START }
  await store.courses.saveCourse(aCourse(), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([ana.hosted], START)
  if (options.enrolled !== false) await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  return {
    store, github, ana, clock, app: classApp(store, github.app, clock, options),
    mark: (target, more = {}) => store.work.mark([{ installationId: 7, repositoryId: 42, target, dueAt: clock.now, reason: 'push', ...more }], clock.now),
    titles: () => ana.shown.runs.map(({ commit, content }) => `${commit.slice(0, 1)} ${content.status} ${content.title}`),
  }
}
