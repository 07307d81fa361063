const ROLLBACK = /\broll(?:ing|ed|s)?[ -]?backs?\b|\broll(?:ing|ed|s)? (?:\w+ ){1,3}back to\b|\b(?:revert|restor|redeploy|re-deploy|return|switch|go|fall|moves?|bring)\w*(?: back)?(?: \w+){0,3} (?:to )?(?:\w+ ){0,2}(?:previous|earlier|prior|last known|last good|last working|last stable|older) (?:\w+ ){0,2}(?:version|model|image|release|deployment|tag|revision|build)/i
/** The same in other languages; the English word is used in most of them. */
const ABROAD = /\b(?:revertir|volver|restaurar|reverter|voltar|revenir|restaurer|retour|zurück(?:setzen|rollen|kehren)|ripristin\w+)\b[^\n.]{0,40}\b(?:versi[oó]n|versão|versione|modelo?|modèle|modell|image[nm]?)\b|откат(?:ить|ывать|а|у|ом|е)?(?![а-я])|回滚|回退[^\n。，]{0,12}(?:版本|模型|镜像|发布|部署)|(?:版本|模型|镜像|发布|部署)[^\n。，]{0,6}回退|ロールバック|롤백/i
/** Rolling back a database's transaction or schema, a data set, a library. */
const ELSEWHERE = /\b(?:session|transactions?|database|db|conn(?:ection)?|sql|migrations?|alembic|schema|downgrade)\b[^\n]{0,40}roll|roll\w*[ -]?back[^\n]{0,40}\b(?:transactions?|session|database|db|migrations?|alembic|schema|downgrade)\b|\b(?:previous|earlier|older|prior) (?:\w+ )?(?:versions? of )?(?:python|librar(?:y|ies)|packages?|dependenc\w+|node|drivers?)\b/i
const DATA_ONLY = /\bdata(?:[- ]?sets?)?\b|\bdvc\b/i
/** A picture is an image too, so that beside data only a container's image is one that is served. */
const SERVED = /\b(?:models?|deploy\w*|(?:docker|container|previous|older) images?|service|releases?|containers?|production|revision|endpoint|alias)\b/i
const NEGATED = /\b(?:no|not|nothing|without|lacks?|missing|never|cannot|can't)\b[^\n.]{0,25}\b(?:roll|revert|restor)|roll\w*[ -]?back\w*[^\n.]{0,40}\b(?:not (?:yet )?(?:implemented|supported|available|documented|automated|done)|is missing|todo|tbd|planned)\b|^\s*\[ \]|\btodo\b|^\W*(?:implement|add|implementar|adicionar|agregar|añadir|ajouter|aggiungere)\s[^\n]{0,40}\broll/i
const UNDO = /\bkubectl\s+(?:[\w-]+\s+){0,3}rollout\s+undo\b|\bkubectl\s+argo\s+rollouts\s+(?:undo|abort)\b|\bhelm\s+rollback\b|\bargocd\s+app\s+rollback\b|\bservice\s+(?:rollback\b|update\s+--rollback\b)|\bapp:rollback\b|\breleases:rollback\b|\bheroku\s+rollback\b|\bvercel\s+rollback\b|\bdeployments?\s+rollback\b|(?:\b(?:python3?|bash|sh|uv run|gh workflow run) |\.[/\\])[\w./\\-]{0,80}roll_?back[\w-]*\.(?:sh|py|ps1|ya?ml)\b|\bgh workflow run [\w.-]*roll-?back|\b(?:make|just|task|poe|inv|invoke|mise run)\s+[\w-]*rollback\b|\bupdate-traffic\b[^\n]{0,200}--to-revisions/i
const FUTURE = /\b(?:future|to-?do|road ?map|next steps?|improvements?|limitations?|planned|backlog|ideas|out of scope|mejoras|futur[oa]s?|próxim\w+|evoluç\w+|melhorias?|trabajo futuro|zukunft|ausblick|verbesserung\w*|perspectives?|améliorations?|prochain\w+|sviluppi)\b|план|улучшен|未来|향후|今後/i

/** Whether a text speaks of bringing an earlier version of what is served back; what the sentence says that names it. */
export function speaksOfRollback(whole: string): boolean {
  const text = sentenceAround(whole)
  if (!(ROLLBACK.test(text) || ABROAD.test(text) || UNDO.test(text)) || ELSEWHERE.test(text) || NEGATED.test(text)) return false
  return !DATA_ONLY.test(text) || isAboutService(text)
}

/** Whether a text names what is served: a model, an image, a deployment. */
export function isAboutService(text: string): boolean {
  return SERVED.test(text) || UNDO.test(text)
}

function sentenceAround(text: string): string {
  const at = (ROLLBACK.exec(text) ?? ABROAD.exec(text) ?? UNDO.exec(text))?.index ?? 0
  const end = /[.!?](?= [A-Z])/.exec(text.slice(at))
  const before = text.slice(0, at)
  const start = Math.max(...['. ', '! ', '? '].map((mark) => before.lastIndexOf(mark)))
  return text.slice(start < 0 ? 0 : start + 2, end === null ? text.length : at + end.index)
}

/** Where in a text rolling back is named, 0 where it is not. */
export function rollbackAt(text: string): number {
  return ROLLBACK.exec(text)?.index ?? ABROAD.exec(text)?.index ?? 0
}

/** The command in a text that brings an earlier version back by itself, or null. */
export function undoIn(text: string): string | null {
  return UNDO.exec(text)?.[0] ?? null
}

/** Whether a heading is about rolling back first of all: "Deployment and rollback" announces more, "Rollback and recovery" does not. */
export function announcesRollback(heading: string): boolean {
  return speaksOfRollback(heading) && !/ (?:and|&|und|y|e|et|и|with) |[,/+]/i.test(heading.slice(0, rollbackAt(heading)))
}

/** Whether a heading says that the platform rolls back by itself: what follows tells how it works and not what a person does. */
export function isAutomatic(heading: string): boolean {
  return /\b(?:automat(?:ic|ed|ically|isch|ico|ica|ique)|auto)\b/i.test(heading)
}

/** Whether a heading speaks of what is not there yet. */
export function isOfTheFuture(heading: string): boolean {
  return FUTURE.test(heading)
}

const VERB = /^(?:re-?run|run|set|re-?deploy|check ?out|change|select|choose|pick|revert|push|update|pull|restart|start|stop|open|go to|click|find|identify|locate|list|promote|move|point|re-?tag|tag|apply|execute|trigger|enter|copy|edit|replace|restore|switch|verify|merge|commit|transition|assign|load|reload|scale|roll|delete|remove|build|call|send|pass|provide|confirm|navigate|visit|ssh|connect|mark|archive|register|download|wait|get|fetch|modify|rename|create|check|monitor|disable|enable|drain|swap|route|shift|redirect|declare|notify)\b/i

/** A letter outside the Latin script, or a little word of another language. */
const FOREIGN = /[^\p{Script=Latin}\P{L}]|(?:^| )(?:el|la|los|las|del|un|una|le|les|des|du|der|die|das|und|den|il|lo|os|da|do|para|pour|für) /iu

/** How many clauses of a text tell the reader to do something. Text in other languages counts as one step, as no verb of it is known. */
export function stepsIn(text: string): number {
  const clauses = text.slice(0, 2000).split(/[.;:,\n]|\band\b|\bthen\b/).map((clause) => clause.trim().replace(/^(?:\d{1,2}[.)]?|[-*•]|first|then|finally|simply|just|please|to)\s+/i, '')).filter((clause) => clause.split(/\s+/).length >= 3)
  const told = clauses.filter((clause) => VERB.test(clause)).length
  return told === 0 && text.length > 10 && FOREIGN.test(text) ? 1 : told
}
