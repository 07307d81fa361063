import type { SeenFamilies, Why } from '../../model/proof-seen.ts'
import { REFUSAL_WORDS, SILENCE_WORDS } from './probe-words.ts'

type OfService = Extract<Why, { readonly kind: 'answered' | 'not-answered' | 'no-metrics' | 'answered-otherwise' | 'not-asked' }>
type NotAnswered = Extract<Why, { readonly kind: 'not-answered' }>

const AGAIN = 'Deploy again, or let this commit be judged again once it answers.'

/** What the deployed service answered when the App asked it, as a sentence. */
export function serviceWords(why: OfService): string {
  switch (why.kind) {
    case 'answered': return `The deployed service answered ${why.status} at ${quoted(why.path)}${why.families === null ? '' : ` with ${familyWords(why.families)}`}.`
    case 'not-answered': return `${why.tries > 1 ? `Asked ${why.tries} times, the` : 'The'} deployed service ${answerWords(why)} at ${quoted(why.path)}${why.isLast ? '' : '; it may still be starting, so this decides nothing yet'}.`
    case 'no-metrics': return `The deployed service answered at ${quoted(why.path)} with something that Prometheus does not read: line ${why.line} is ${why.says}.`
    case 'answered-otherwise': return `The deployed service answered ${why.status} at ${quoted(why.path)}, which says neither that it works nor that it does not.`
    case 'not-asked': {
      const { says, next } = why.rule === 'name-server' || why.rule === 'too-large' ? SILENCE_WORDS[why.rule] : REFUSAL_WORDS[why.rule]
      return `The deployed service was not asked at ${quoted(why.path)}, or not to the end: ${says}.${next === '' ? '' : ` ${next}`}`
    }
  }
}

/** What to do where the deployed service does not answer. */
export function nextOfService({ path, status, silence }: NotAnswered): string {
  if (silence !== null) return `${SILENCE_WORDS[silence].next === '' ? 'See what answers at the address that the deployment names.' : SILENCE_WORDS[silence].next} ${AGAIN}`
  if (status !== null && status >= 500) return `Read the log of the deployed service for why it answers ${status} at ${quoted(path)}. ${AGAIN}`
  return `See that the address which the deployment names leads to the service, and that the deployed version declares ${quoted(path)}. ${AGAIN}`
}

function answerWords({ status, silence }: NotAnswered): string {
  return silence === null ? `answered ${status ?? 'nothing'}` : `gave no answer (${SILENCE_WORDS[silence].says})`
}

function familyWords({ count, model, groups }: SeenFamilies): string {
  const more = groups.model - model.length
  const ofModel = model.length === 0 ? 'none of the model' : `of the model ${model.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  const others = [[groups.http, 'of HTTP'], [groups.other, 'others'], [groups.process, 'of the process']].flatMap(([number, words]) => number === 0 ? [] : [`${number} ${words}`])
  return `${count} ${count === 1 ? 'family' : 'families'} of metrics: ${[ofModel, ...others].join('; ')}`
}

function quoted(path: string): string {
  return `“${path}”`
}
