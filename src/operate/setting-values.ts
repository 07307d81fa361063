import { printable } from '../flow/printable.ts'
import type { SettingProblem } from './configuration.ts'
import { settingOf } from './settings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads single settings and collects what is wrong, so that all of it is told together. A wrong one gives its default, or null. */
export type SettingReader = {
  /** The value without blanks around it; its default where it is not set. */
  readonly text: (name: string) => string
  readonly number: (name: string, least: number, most: number) => number
  readonly choice: <Word extends string>(name: string, words: readonly [Word, ...Word[]]) => Word
  /** An address of http on this machine or https, without user, query and fragment; null where it is not set. */
  readonly address: (name: string) => string | null
  readonly refuse: (problem: SettingProblem) => void
  readonly problems: () => readonly SettingProblem[]
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Reads settings from an environment; an empty value counts as not set. */
export function settingReader(environment: Environment): SettingReader {
  const problems: SettingProblem[] = []
  const text = (name: string): string => {
    const value = environment[name]?.trim() ?? ''
    return value === '' ? settingOf(name).default : value
  }
  const refuse = (problem: SettingProblem): void => { problems.push(problem) }
  return {
    text,
    refuse,
    problems: () => problems,
    number: (name, least, most) => {
      const value = text(name)
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
      if (number >= least && number <= most) return number
      refuse({ name, found: quoted(value), expected: `a whole number from ${least} to ${most}`, next: `Set it, or leave it out for ${settingOf(name).default}.` })
      return Number(settingOf(name).default)
    },
    choice: (name, words) => {
      const value = text(name)
      const word = words.find((one) => one === value)
      if (word !== undefined) return word
      refuse({ name, found: quoted(value), expected: `one of ${words.join(', ')}`, next: `Set it, or leave it out for ${settingOf(name).default}.` })
      return words[0]
    },
    address: (name) => {
      const value = text(name)
      if (value === '') return null
      const url = URL.canParse(value) ? new URL(value) : null
      const wrong = url === null ? quoted(value) : wrongAddress(url)
      if (url !== null && wrong === null) return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
      refuse({ name, found: wrong ?? quoted(value), expected: 'an address such as https://coach.example.edu', next: 'Write scheme and host, without user, password, query or #.' })
      return null
    },
  }
}

/** What about an address cannot be used, in words without the part that may be secret. */
function wrongAddress(url: URL): string | null {
  if (url.username !== '' || url.password !== '') return 'an address with a user or password in it'
  if (url.search !== '' || url.hash !== '') return 'an address with a query or #'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname))) return null
  return url.protocol === 'http:' ? `${quoted(url.origin)}, which is not encrypted` : `an address of the scheme ${quoted(url.protocol)}`
}

/** A value that is no secret, for a message. */
export function quoted(value: string): string {
  return value === '' ? 'nothing' : `"${printable(value)}"`
}
