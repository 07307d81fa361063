import { join } from 'node:path'
import type { PlayedJob } from '../acts/runs.ts'
import type { FileChanges } from '../git/write-git.ts'
import { filesOf } from './files.ts'

/** The organization of the demo's course. */
export const COURSE = 'octo-course'

/** What one student of the demo's class does: a push to the default branch, then a pull request whose CI runs end one after the other. */
export type Student = {
  readonly login: string
  readonly repository: string
  readonly says: string
  readonly work: FileChanges
  readonly pull: { readonly branch: string; readonly title: string; readonly files: FileChanges }
  /** The workflow of the pull request, and the events that start it there. */
  readonly workflow: { readonly path: string; readonly name: string }
  readonly events: readonly ('push' | 'pull_request')[]
  /** The jobs that run on the default branch after `work` is pushed; null where it has no workflow yet. */
  readonly before: readonly PlayedJob[] | null
  /** One run a push to the pull request; the pushes after the first are `fixes`. */
  readonly runs: readonly (readonly PlayedJob[])[]
  readonly fixes: readonly FileChanges[]
  /** The further jobs that run once the pull request is merged, before what is then on the default branch is deployed; null where it stays open. */
  readonly merges: readonly PlayedJob[] | null
}

/** The class: a weak, a middling and a strong student, who all began with the course's template. `samples` is the folder of the samples. */
export function classOf(samples: string): { readonly template: FileChanges; readonly students: readonly Student[] } {
  const folder = (name: string): string => join(samples, name)
  const template = filesOf(folder('class/starter'))
  const removed: FileChanges = { 'app.py': null, 'train.py': null, 'requirements.txt': null, 'data.md': null, 'notebooks/explore.ipynb': null }
  const middling = filesOf(folder('sentiment-service'))
  const strong = filesOf(folder('class/strong'))
  const rollback = strong['docs/rollback.md'] ?? null
  const red: PlayedJob = { name: 'check', conclusion: 'failure', steps: ['Lint', { name: 'Unit tests', conclusion: 'failure' }, { name: 'Integration tests', conclusion: 'skipped' }, { name: 'Behavioural tests', conclusion: 'skipped' }] }
  const green: PlayedJob = { name: 'check', steps: ['Lint', 'Unit tests', 'Integration tests', 'Behavioural tests'] }
  const image: PlayedJob = { name: 'image', steps: ['Run docker/build-push-action@v6'] }
  return {
    template,
    students: [
      {
        login: 'cleo', repository: 'capstone-cleo', says: 'Has the template, and opens a first pull request, whose test CI finds failing.', work: { 'NOTES.md': '# Notes\n\nThe template runs. Tests come first.\n' },
        pull: { branch: 'first-tests', title: 'Add a test and a Dockerfile', files: filesOf(folder('class/weak')) },
        workflow: { path: '.github/workflows/tests.yml', name: 'Tests' }, events: ['push', 'pull_request'], before: null, runs: [[{ name: 'tests', conclusion: 'failure', steps: ['Run pip install -r requirements.txt pytest', { name: 'Run pytest', conclusion: 'failure' }] }]], fixes: [], merges: null,
      },
      {
        login: 'ben', repository: 'capstone-ben', says: 'Has a service with tests; CI is red at first, then green.', work: { ...removed, ...middling },
        pull: { branch: 'rollback', title: 'Say how to roll back', files: { 'docs/rollback.md': rollback } },
        workflow: { path: '.github/workflows/ci.yml', name: 'CI' }, events: ['pull_request'], before: [green, image], runs: [[red], [green, image]],
        fixes: [{ 'docs/incidents.md': '# Incidents\n\nNone so far. Each one gets a heading, and what was done.\n' }], merges: null,
      },
      {
        login: 'ada', repository: 'capstone-ada', says: 'Brings the service to production: CI, merge, deployment.', work: { ...removed, ...middling },
        pull: { branch: 'production', title: 'Bring the service to production', files: strong },
        workflow: { path: '.github/workflows/ci.yml', name: 'CI' }, events: ['pull_request'], before: [green, image], runs: [[green, image]], fixes: [], merges: [{ name: 'deploy', steps: ['Deploy without traffic', 'Ask the candidate', 'Give it the traffic'] }],
      },
    ],
  }
}
