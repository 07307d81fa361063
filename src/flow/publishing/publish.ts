import type { CheckRunContent } from '../../model/check-run.ts'
import type { PullRequest } from '../../model/hosting.ts'
import { checkingRun, faultRun, pausedRun, verdictRun } from '../../report/published/check-run.ts'
import { commentBody } from '../../report/published/comment.ts'
import type { LessonLinks } from '../../report/words/lesson-words.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import { writeCheckRun, type CheckRunWriter, type Wanted } from './publish-check-run.ts'
import { writeComment } from './publish-comment.ts'
import type { PausablePublish, PublishContext, Published, Verdict } from '../ports/publish-port.ts'
import { roundOf } from './publish-round.ts'
import type { Written } from './publish-written.ts'
import type { Assessment } from '../ports/store-ports.ts'

export type PublishTools = CheckRunWriter & {
  readonly links: LessonLinks
  /** Whether webhooks reach us: without them buttons and commands would go unheard, so none are shown. */
  readonly hears: boolean
  /** The page that shows a repository in a course to who works on it and to the staff; null where there is none. */
  readonly detailsUrlOf: (courseId: string, assessment: Assessment) => string | null
}

const NOTHING: FromGitHub<Published> = { ok: true, value: { writes: 0 } }

/** Publishing on GitHub: rendered whole, digested, written only where it differs. `digest` is a cryptographic one, as hexadecimal digits. */
export function createPublish(tools: PublishTools): PausablePublish {
  const write = async (context: PublishContext, wantedOf: (there: Written | null) => Wanted): Promise<FromGitHub<Published>> =>
    writeCheckRun(context, await roundOf(context, tools.publications, tools.now()), wantedOf, tools)
  return {
    // Who pressed a button sees that it was heard; else the verdict alone is written where there is little room.
    checking: async (context) => context.again.length === 0 && await context.port.room('first-word') !== null ? NOTHING : write(context, (there) => (there === null ? { content: checkingRun(context.commit), phase: 'open' } : null)),
    fault: (context, follows) => write(context, (there) => (there?.phase === 'final' ? null : { content: faultRun(context.commit, follows === 'tried-again', tools.hears), phase: 'closed' })),
    paused: (context) => write(context, (there) => (there === null || there.phase === 'open' ? { content: pausedRun(context.commit), phase: 'paused' } : null)),
    verdict: async (context, verdict) => {
      const shown = await write(context, (there) => {
        const content = verdictContent(context, verdict, there !== null && there.phase !== 'open', tools)
        return { content, phase: content.status === 'in_progress' ? 'open' : verdict.ci.state === 'awaited' ? 'closed' : 'final' }
      })
      const { pull } = context
      const isOver = !shown.ok && (shown.trouble.kind === 'limited' || shown.trouble.kind === 'suspended' || shown.trouble.kind === 'gone')
      // A comment on an older commit would go back in time; one on a pull request that is over is brought to its end, and none is begun there.
      if (isOver || pull === null || pull.head.sha !== context.commit || (pull.state !== 'open' && !(pull.merged && await hasComment(context, pull, tools)))) return shown
      const { assessment, ci, before, base, changes = [], disputes = [] } = verdict
      const commented = await writeComment(context, pull, commentBody(pull.number, { merged: pull.merged ? { into: pull.base.branch, as: pull.mergeSha } : null, record: assessment.record, ci, earlier: before, base, links: tools.links, hears: tools.hears, changes, disputes, calendar: context.course.settings }), tools)
      if (!shown.ok || !commented.ok) return shown.ok ? commented : shown
      return { ok: true, value: { writes: shown.value.writes + commented.value.writes } }
    },
  }
}

async function hasComment({ repository }: PublishContext, { number }: PullRequest, { publications }: PublishTools): Promise<boolean> {
  return await publications.lastRound({ repositoryId: repository.id, kind: 'comment', place: String(number) }) > 0
}

function verdictContent({ course }: PublishContext, { assessment, ci, before, hint, changes = [], disputes = [] }: Verdict, completed: boolean, { links, hears, detailsUrlOf }: PublishTools): CheckRunContent {
  return verdictRun({
    record: assessment.record, ci, earlier: before, hint: { times: hint, ceiling: course.settings.hintCeiling }, links,
    detailsUrl: detailsUrlOf(course.id, assessment), gate: course.settings.gate, completed, changes, disputes, calendar: course.settings, hears,
  })
}
