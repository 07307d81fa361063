import { parentPort, workerData } from 'node:worker_threads'
import { CHECKS } from '../checks/list.ts'
import { judgeCollected } from '../flow/judging/judge-collected.ts'
import type { Rubric } from './messages.ts'
import { serveJudging } from './serve-judging.ts'

if (parentPort === null) throw new Error('this file runs as a worker thread')
const rubric = workerData as Rubric
serveJudging(parentPort, (input, by) => judgeCollected(input, { ...rubric, ...by, checks: CHECKS }))
