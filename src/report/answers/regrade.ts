import { counted } from '../gradebook/counted.ts'
import { code } from '../text/markdown-text.ts'

/** `/regrade`: what is judged anew. */
export function regradeAnswer(branch: string, pulls: number): string {
  return `Judging ${code(branch)}${pulls === 0 ? '' : ` and ${counted(pulls, 'open pull request')}`} anew. Each gets a new check ${code('Capstone')}.\n`
}
