import { failedJobAt, type FailedJob } from '../../evidence/jobs-that-failed.ts'
import { contextOf } from '../../evidence/reason-context.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Why } from '../../model/proof-seen.ts'
import { reasonNext } from '../../report/reasons/reason-next.ts'
import { reasonWords, saysWords } from '../../report/reasons/reason-words.ts'
import { seenWords } from '../../report/words/proof-words.ts'

/** The jobs that failed, with why by their logs; and the paths of the repository that are known. */
export type ReasonsKnown = { readonly failed: readonly FailedJob[]; readonly paths: readonly string[] }

/** What the log of the job that decided says of why it failed, and what to do about that; null where no step failed, or the log gives no reason that is recognised. */
export function reasonFor(why: Why, against: readonly Evidence[], { failed, paths }: ReasonsKnown): { readonly said: string; readonly next: string } | null {
  if (why.kind !== 'failed' && why.kind !== 'stopped' && why.kind !== 'shared-failure') return null
  const place = against.find((one) => one.kind === 'run')
  const job = place === undefined ? null : failedJobAt(place, failed)
  if (job === null || job.reason === null) return null
  const says = why.kind === 'failed' && why.from === null
    ? reasonWords(job.reason, { workflow: job.run.path, job: job.job.name, step: job.step })
    : `${seenWords(why)} Its log says: ${saysWords(job.reason)}.`
  return { said: says, next: reasonNext(job.reason, contextOf(job.reason, job, paths)) }
}
