#!/usr/bin/env node
import { outputOn } from './command-line/output.ts'
import { runCommandLine } from './command-line/run.ts'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that closes its end early (`| head`) is no fault of the report.
  process.exit(error.code === 'EPIPE' ? 0 : 2)
})
process.exitCode = await runCommandLine(process.argv.slice(2), outputOn(process.stdout, process.stderr, process.env), process.env)
