import { parentPort, workerData } from 'node:worker_threads'
import type { Task } from './messages.ts'
import { serveTask } from './serve-task.ts'

if (parentPort === null) throw new Error('this file runs as a worker thread')
await serveTask(parentPort, workerData as Task)
