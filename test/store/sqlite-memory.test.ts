import { storeContract } from './contract.ts'

storeContract(() => Promise.resolve({ kind: 'sqlite', file: ':memory:' }))
