import type { AndOr, Command, CompoundList, PipelineNode, Statement } from 'unbash'

/**
 * What a branch does that runs after a failure: it ends the script with a failure, ends in failure itself, surely succeeds, looks at the
 * status (`$?`), records it in a variable, or does something else.
 */
export type BranchOutcome = 'exits' | 'fails' | 'succeeds' | 'looks' | 'other' | { readonly records: string }

type Node = PipelineNode | AndOr | CompoundList | Statement

const NO_FUNCTIONS: ReadonlyMap<string, Node> = new Map()
const SUCCEED = new Set(['true', ':', 'echo', 'printf', 'exit', 'return', 'cat', 'continue'])

/** Judges the branch by its commands; `functions` are those the script defined, so that `|| die "…"` is known. */
export function branchOutcome(node: Node, functions: ReadonlyMap<string, Node>, depth = 0): BranchOutcome {
  if (depth > 10) return 'other'
  const inner = (next: Node): BranchOutcome => branchOutcome(next, functions, depth + 1)
  switch (node.type) {
    case 'Statement': return node.background ? 'succeeds' : inner(node.command)
    case 'CompoundList': return listOutcome(node.commands, inner)
    case 'BraceGroup': case 'Redirected': return inner(node.type === 'Redirected' ? node.command : node.body)
    case 'Subshell': {
      const outcome = inner(node.body)
      return outcome === 'exits' ? 'fails' : outcome
    }
    case 'Pipeline': {
      const last = node.commands.at(-1)
      return last && node.prefixes.length === 0 ? inner(last) : 'other'
    }
    case 'AndOr': return node.operators.every((operator) => operator === '&&') ? listOutcome(node.commands, inner) : 'other'
    case 'Command': return commandOutcome(node, functions, depth)
    case 'TestCommand': return 'looks'
    default: return 'other'
  }
}

function listOutcome(nodes: readonly Node[], inner: (node: Node) => BranchOutcome): BranchOutcome {
  let last: BranchOutcome = 'succeeds'
  for (const node of nodes) {
    last = inner(node)
    if (last === 'exits' || typeof last === 'object') return last
  }
  return last
}

function commandOutcome(node: Command, functions: ReadonlyMap<string, Node>, depth: number): BranchOutcome {
  const name = node.name?.value ?? ''
  if (name === '') {
    const assignment = node.prefix.find((item) => item.type === 'Assignment')
    return assignment ? { records: assignment.name } : 'other'
  }
  const argument = node.args.find((item) => item.type === 'Word')?.value
  if (name === 'exit' || name === 'return') return argument === '0' ? 'succeeds' : 'exits'
  if (name === 'false') return 'fails'
  if (name === 'test' || name === '[') return 'looks'
  if (name === 'kill' && node.args.length > 0) return 'other'
  const body = functions.get(name)
  // A function is followed once: those it calls in turn say nothing more.
  return body ? branchOutcome(body, NO_FUNCTIONS, depth + 1) : SUCCEED.has(name) ? 'succeeds' : 'other'
}
