import { runAction } from './command-line/run-action.ts'
import { outputOn } from './command-line/output.ts'

process.exitCode = await runAction(process.env, outputOn(process.stdout, process.stderr, process.env))
