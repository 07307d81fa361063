import type { WorkTarget } from '../../model/work.ts'

/** What a piece of work is about, in plain words. */
export function workWords(target: WorkTarget): string {
  switch (target.kind) {
    case 'branch': return `branch ${target.name}`
    case 'pull-request': return `pull request ${target.number}`
    case 'commit': return `commit ${target.sha}`
    case 'repository': return 'all of it'
    case 'stuck': return 'whether somebody is stuck'
    case 'count': return 'what counts in the gradebook'
    case 'contributions': return 'who did what'
    case 'class': return `the issue that shows the class of the course ${target.courseId}`
    case 'capstone': return 'its capstone issue'
    case 'command': return `the commands in comment ${target.commentId}`
    case 'answer': return `what is said in comment ${target.commentId}`
    case 'join': return `a comment that joins the course ${target.courseId}`
  }
}

/** The same where no student's word is to stand: a branch has no name, and a commit the first signs of its own. */
export function workKind(target: WorkTarget): string {
  return target.kind === 'branch' ? 'a branch' : target.kind === 'commit' ? `commit ${target.sha.slice(0, 7)}` : workWords(target)
}

/** How often work failed: with the last time it was given up, and no attempt is counted any more. */
export function failuresOf({ attempts, diedAt }: { readonly attempts: number; readonly diedAt: number | null }): number {
  return diedAt === null ? attempts : attempts + 1
}
