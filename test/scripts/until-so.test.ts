import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { untilSo } from '../../scripts/bench/until-so.ts'

it('waits until it is so', async () => {
  let asked = 0
  await untilSo(() => ++asked === 3, { exitCode: null, signalCode: null }, 60_000)
  expect(asked).toBe(3)
})

it('waits no longer for a program that has ended, and not for ever for one that runs', async () => {
  const program = fork('-', [], { execArgv: ['--eval', 'process.exit(3)'], stdio: 'ignore' })
  const ended = once(program, 'exit')
  await expect(untilSo(() => false, program, 600_000)).rejects.toThrow('the program ended (exit code 3) before')
  await ended
  await expect(untilSo(() => false, { exitCode: null, signalCode: null }, 50)).rejects.toThrow('did not come within 0.05 s')
})
