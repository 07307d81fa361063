import { EXPLAINED, type ExplainedId } from '../model/answer.ts'
import type { AnswerOptions } from './commands/answer-command.ts'

/** What `answer` is to read by its words, or what was expected of them, in a sentence. */
export function readAnswerWords([question, ...words]: readonly string[], { batch, component }: Readonly<Partial<Record<'batch' | 'component', string | undefined>>>): AnswerOptions | string {
  if (batch !== undefined) return batch === '' || question !== undefined || component !== undefined ? 'answer --batch takes one file and nothing else' : { batch }
  const text = words.join(' ')
  if (question !== 'A' && question !== 'B' && question !== 'C') return `answer needs a question, A, B or C, and what was answered, or --batch FILE, for example: capstone-coach answer A "Shipping models"; found ${question === undefined ? 'nothing' : `"${question}"`}`
  if (text.trim() === '') return `answer ${question} needs what was answered, in quotes`
  if (component === undefined) return { question, components: [], text }
  const components = component.split(',')
  const unknown = components.find((one) => !isExplained(one))
  if (question !== 'B') return `--component is of question B; question ${question} is about none`
  return unknown === undefined ? { question, components: components.filter(isExplained), text } : `--component takes one or more of: ${EXPLAINED.join(', ')}, with commas between; found "${unknown}"`
}

function isExplained(word: string): word is ExplainedId {
  return (EXPLAINED as readonly string[]).includes(word)
}
