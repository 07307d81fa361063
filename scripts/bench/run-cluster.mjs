// A PostgreSQL with nothing in it, which waits for the disk where the word is `durable`, until standard input ends. Prints its address; an empty line where PostgreSQL is not installed.
import { once } from 'node:events'
import { findPostgres, startCluster } from '../../test/support/postgres-cluster.ts'

const programs = findPostgres()
const cluster = programs === null ? null : await startCluster(programs, process.argv[2] === 'durable')
process.stdout.write(`${cluster === null ? '' : `postgres://postgres@${encodeURIComponent(cluster.socket)}/postgres`}\n`)
process.stdin.resume()
if (cluster !== null) await once(process.stdin, 'end')
await cluster?.stop()
process.exit()
