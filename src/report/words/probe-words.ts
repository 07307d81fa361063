import type { ProbeRefusal, ProbeSilence } from '../../model/probe.ts'

/** What kept a probe from its answer, without a full stop, and what to do about it: a sentence, empty where there is nothing to do. */
type ProbeWords = { readonly says: string; readonly next: string }

/** Why the App did not ask, each with what to do about it. */
export const REFUSAL_WORDS: Readonly<Record<ProbeRefusal, ProbeWords>> = {
  'address': { says: 'this is no address that can be asked', next: 'Write it as https://churn.example.edu, without blanks and backslashes.' },
  'scheme': { says: 'only https is asked', next: 'Give the address that begins with https://.' },
  'credentials': { says: 'an address with a user or password in it is not asked', next: 'Leave them out: health and metrics have to answer without.' },
  'port': { says: 'only port 443 is asked', next: 'Give an address without a port; the platform or a proxy answers there.' },
  'name': { says: 'this is a name of a private network, or none that the public DNS holds', next: 'Give the name that leads there from outside.' },
  'host': { says: 'neither a deployment of the repository nor the course names this host', next: 'See that the deployment status carries the address of the service.' },
  'path': { says: 'the path is no plain one: it begins with one slash and has no query, parameters or steps up', next: '' },
  'not-public': { says: 'the name leads to an address of a private network or of this machine, and those are never asked', next: 'See that every address that DNS gives for it is public.' },
  'redirect': { says: 'the service answered that one should ask elsewhere, and redirects are not followed', next: 'Let it answer at this path itself.' },
  'compressed': { says: 'the service answered in a compressed form that was not asked for', next: 'Let it answer as it is where a request says "accept-encoding: identity".' },
}

/** Why a service gave no answer, each with what to do about it. */
export const SILENCE_WORDS: Readonly<Record<ProbeSilence, ProbeWords>> = {
  'name-not-found': { says: 'DNS knows no such name', next: 'See that the service is deployed and the address written as the platform shows it.' },
  'name-server': { says: 'DNS did not answer for this name', next: 'It may pass; else see how the domain is set up.' },
  'connection': { says: 'nobody took the connection, or it broke off', next: 'See that the service runs, and its log.' },
  'tls': { says: 'no encrypted connection came about: the certificate has to be valid, for this name, and of a known authority', next: '' },
  'not-http': { says: 'what answered does not speak HTTP/1.1 as it should', next: '' },
  'too-large': { says: 'the answer is larger than is read: 64 KB of text, 16 KB of headers', next: '' },
  'time': { says: 'it took longer than 5 seconds', next: 'A service that starts when it is asked may answer the next time; set a minimum of one instance, or load the model before it listens.' },
}
