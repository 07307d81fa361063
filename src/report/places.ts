import type { Evidence } from '../model/evidence.ts'

/** Where one piece of evidence stands, short enough for a line: `path:line` for a file. Text of the repository, not yet escaped. */
export function placeOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'file': return evidence.line > 0 ? `${evidence.path}:${evidence.line}` : evidence.path
    case 'run': return evidence.url
    case 'artifact': return `${evidence.name}/${evidence.path}`
    case 'deployment': return evidence.url
    case 'probe': return evidence.url
    case 'student': return `comment ${evidence.comment} by ${evidence.login}`
    case 'decision': return `decided by ${evidence.login}`
  }
}

/** What one piece of evidence says, in words. Text of the repository, not yet escaped. */
export function wordsOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'file': return evidence.says
    case 'run': return `${evidence.job} / ${evidence.step}: ${evidence.conclusion}`
    case 'artifact': return evidence.says
    case 'deployment': return `${evidence.environment}: ${evidence.state}`
    case 'probe': return `answered ${evidence.status}`
    case 'student': return evidence.text
    case 'decision': return evidence.reason
  }
}
