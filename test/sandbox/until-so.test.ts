import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { untilSo } from '../../src/sandbox/until-so.ts'

it('waits until it is so', async () => {
  let asked = 0
  await untilSo('it is asked thrice', () => ++asked === 3, 60_000)
  expect(asked).toBe(3)
})

it('waits no longer for a program that has ended, and not for ever for one that runs', async () => {
  const program = fork('-', [], { execArgv: ['--eval', 'process.exit(3)'], stdio: 'ignore' })
  const ended = once(program, 'exit')
  await expect(untilSo('a verdict is told', () => false, 600_000, program)).rejects.toThrow('the program ended (exit code 3) before a verdict is told')
  await ended
  await expect(untilSo('a verdict is told', () => false, 50, { exitCode: null, signalCode: null })).rejects.toThrow('a verdict is told: this did not come within 0.05 s')
})
