import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { BROWSER_MISSING, findBrowser } from './find-browser.ts'
import { findPostgres, POSTGRES_MISSING, startCluster } from './postgres-cluster.ts'
import type { Cluster } from './postgres-cluster.ts'

/** Where `freshDatabase` asks for a database; empty where PostgreSQL is missing. */
export const POSTGRES_ADDRESS = 'CAPSTONE_TEST_POSTGRES_ADDRESS'

let cluster: Promise<Cluster> | null = null
let databases = 0

/**
 * Offers one PostgreSQL to all tests of a run, started when the first of them asks. Where it is missing, says so, and fails in CI or with
 * CAPSTONE_TEST_POSTGRES=required: tests that were left out must not look as if they had passed. Says so where a browser is missing, too.
 */
export async function setup(): Promise<() => Promise<void>> {
  if (findBrowser() === null) process.stderr.write(`${BROWSER_MISSING}\n`)
  const programs = findPostgres()
  if (programs === null) {
    if ((process.env['CI'] ?? '') !== '' || process.env['CAPSTONE_TEST_POSTGRES'] === 'required') throw new Error(POSTGRES_MISSING)
    process.stderr.write(`${POSTGRES_MISSING}\n`)
    return () => Promise.resolve()
  }
  const server = createServer((_request, response) => {
    createDatabase(programs).then((url) => response.end(url), (error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  process.env[POSTGRES_ADDRESS] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return async () => {
    server.close()
    await (await cluster)?.stop()
  }
}

async function createDatabase(programs: string): Promise<string> {
  cluster ??= startCluster(programs)
  const { socket } = await cluster
  databases += 1
  const name = `test_${databases}`
  const url = (database: string): string => `postgres://postgres@${encodeURIComponent(socket)}/${database}`
  const client = new pg.Client({ connectionString: url('postgres') })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return url(name)
}
