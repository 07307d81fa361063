import { isPromise } from 'node:util/types'

/** How one call of a port goes wrong: it throws before or after it has done its work, or the process is gone before or after it. */
export type Crash = { readonly at: number; readonly when: 'before' | 'after'; readonly how: 'throw' | 'die' }

export type Crashing = {
  /** The same ports, with their calls counted; one of them crashes. */
  readonly wrap: <Ports extends object>(ports: Ports) => Ports
  readonly isDead: () => boolean
  readonly calls: () => number
}

/** Makes ports of which one call crashes; null counts the calls alone. A process that is gone gets no answer any more, and does nothing. */
export function crashing(crash: Crash | null): Crashing {
  let calls = 0
  let dead = false
  const never = (): Promise<never> => new Promise(() => {})
  const fails = (): Promise<never> => {
    if (crash?.how === 'throw') return Promise.reject(new Error('crash'))
    dead = true
    return never()
  }
  const wrap = <Ports extends object>(ports: Ports): Ports => new Proxy(ports, {
    get(target, name, receiver): unknown {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value === 'object' && value !== null) return wrap(value)
      if (typeof value !== 'function') return value
      // A port that gives ports sends nothing.
      if (name === 'installation') return (...words: readonly unknown[]): unknown => wrap(Reflect.apply(value as () => object, undefined, words))
      return (...words: readonly unknown[]): unknown => called(value, words)
    },
  })
  const called = (does: object, words: readonly unknown[]): unknown => {
    if (dead) return never()
    const isHere = crash?.at === calls
    if (isHere && crash.when === 'before') {
      calls += 1
      return fails()
    }
    const given: unknown = Reflect.apply(does as () => unknown, undefined, words)
    if (!isPromise(given)) return given
    calls += 1
    return isHere ? given.then(fails) : given.then((answer) => dead ? never() : answer)
  }
  return { wrap, isDead: () => dead, calls: () => calls }
}
