import type { Why } from '../../model/proof-seen.ts'
import { capital } from '../gradebook/counted.ts'
import { plainLine } from '../text/plain-line.ts'
import { nextOfService, serviceWords } from './service-words.ts'

/** A name of a job or step is student text: one line, cut. Reports escape it where it lands. */
const LONGEST = 80

const LEFT: Readonly<Record<string, string>> = {
  skipped: 'was skipped', cancelled: 'was cancelled', 'cancelled by a newer run': 'was cancelled because a newer run began', timed_out: 'ran out of time', stale: 'went stale', neutral: 'ended without a verdict', startup_failure: 'could not start',
}

const AWAITED = {
  running: 'has not ended', approval: 'waits until somebody with write access lets it run, as for a fork or a first contribution', environment: 'waits for its environment: a review, or a time that has to pass',
} as const

/** What runs and deployments showed of a criterion, as a sentence that follows what the files say; empty where nothing was seen. */
export function seenWords(why: Why): string {
  switch (why.kind) {
    case 'unseen': return ''
    case 'passed': return `${stepWords(why)} passed${fromWords(why.from)}.`
    case 'failed': return `${stepWords(why)} failed${fromWords(why.from)}.`
    case 'stopped': return `${stepWords(why)} did not run: the step ${named(why.by)} failed before it${fromWords(why.from)}.`
    case 'shared-failure': return `${stepWords(why)}, which would show it, failed, and may have failed for something else.`
    case 'allowed-failure': return `${stepWords(why)} failed, and its job lets that pass, so it holds back no change.`
    case 'left': return `${stepWords(why)} ${LEFT[why.word] ?? 'did not end'}, so it shows nothing.`
    case 'awaited': return `The run with ${named(why.step)} ${AWAITED[why.word]}.`
    case 'unclear': return `A run was seen, and which of its steps is ${named(why.step)} cannot be told.`
    case 'doubted': return `${capital(named(why.step))} passed, which shows nothing: ${why.doubt}.`
    case 'half': return `${why.shown === 'checks' ? 'Its checks passed; no delivery of this commit was seen' : 'It was delivered; its checks were not seen to pass'}. ${seenWords(why.rest)}`.trim()
    case 'deployed': return `This commit was deployed to ${named(why.environment)}.`
    case 'deployment-failed': return `The deployment of this commit to ${named(why.environment)} ended with ${why.state}.`
    case 'deploying': return `The deployment of this commit to ${named(why.environment)} has not ended.`
    case 'answered': case 'not-answered': case 'no-metrics': case 'answered-otherwise': case 'not-asked': return serviceWords(why)
    case 'shown-on-base': return `It was shown on ${named(why.branch)} at ${why.commit.slice(0, 7)}${why.same ? ` by ${why.by === 'probe' ? 'an answer of the running service' : 'its deployment'}; the files that declare it are the same here` : '; the files that declare it have changed since, so what they declare now is shown once it is deployed'}.`
  }
}

/** That something is in place because a job of the repository calls a workflow of the course which does it. */
export function doneByCourse({ path, line, says }: { readonly path: string; readonly line: number; readonly says: string }): string {
  return `${path}:${line} calls ${says}, a workflow of the course that does this.`
}

/** What to do next where a run or deployment failed, or was left; null where what the files ask for stands. */
export function nextOfSeen(why: Why): string | null {
  switch (why.kind) {
    case 'failed': return `Open the log of ${stepOf(why)}, mend what its last lines name, run the same command on your machine, then push.`
    case 'stopped': return `Mend the step ${named(why.by)} of job ${named(why.job)} first: its log says why it failed, and what follows it has not run.`
    case 'allowed-failure': return why.everywhere ? `Open the log of ${stepOf(why)}, mend what its last lines name, then take \`continue-on-error\` off its job, so that a change waits until it passes.` : null
    case 'deployment-failed': return `Open the log of the deployment to ${named(why.environment)}; its last lines say what the platform refused.`
    case 'not-answered': return nextOfService(why)
    case 'answered': case 'no-metrics': case 'answered-otherwise': case 'not-asked': case 'shown-on-base': return null
    case 'unseen': case 'passed': case 'shared-failure': case 'left': case 'awaited': case 'unclear': case 'doubted': case 'half': case 'deployed': case 'deploying': return null
  }
}

type Step = { readonly step: string; readonly job: string }

function stepWords(step: Step): string {
  return capital(stepOf(step))
}

function stepOf({ step, job }: Step): string {
  return job === '' ? named(step) : `the step ${named(step)} of job ${named(job)}`
}

function fromWords(commit: string | null): string {
  return commit === null ? '' : ` at ${commit.slice(0, 7)}, where what it runs was the same`
}

function named(text: string): string {
  return `“${plainLine(text, LONGEST)}”`
}
