import type { Sentence } from '../../parse/language/sentence.ts'

/** What somebody will do, was to do, forgot, does without, complains of, or does not understand is no claim about the matter. */
const NO_CLAIM = [
  /\b(?:i|we)(?:['’]ll| will| want to| plan to| intend to|['’]m going to| am going to| are going to|['’]re going to)\s+(?:\w+\s+){0,2}?(?:look|read|learn|watch|fill|do|write|study|set|finish|try|install|build|go through|explain|automate|repeat|catch up|deploy|draw|connect|add|decide|hire|buy|introduce|start|begin)\b[^.]{0,100}\b(?:in (?:the )?(?:spring|summer|autumn|fall|winter|new year)|tomorrow|next (?:week|month|time|weekend|year|semester|sprint)|next(?=,)|this (?:evening|weekend|week|afternoon)|tonight|after (?:work|class|lunch)|later|afterwards|soon|in week \d|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at the weekend|in the holidays|when (?:i|we) have (?:the |more )?time)(?!\w)/i,
  /\b(?:tomorrow|tonight|this (?:evening|weekend|week|afternoon)|next (?:week|month|weekend|year|semester|sprint|time|quarter|term|spring|summer)|later|soon)\b,? (?:i|we)(?:['’]ll| will| want to| plan to| hope to|['’]m going to| am going to| are going to|['’]re going to)\b/i,
  /\b(?:no proximo|na proxima|no próximo|na próxima|la semana que viene|el (?:mes|ano|año) que viene|la semaine prochaine|le mois prochain|n[aä]chste[nrs]? (?:woche|sprint|monat|jahr|semester)|la prossima settimana|il mese prossimo|w przysz[lł]ym)(?!\p{L})/iu,
  /\b(?:i|we) (?:(?:really|still|only) )?(?:wish|hope)\b|\bi(?:['’]d| would) (?:love|like) to (?:know|learn|understand)\b/i,
  /^\W*(?:todo|to do|fixme|tbd)\b/i,
  /\b(?:i|we)(?:['’](?:m|re)| am| are| was| were) (?:supposed|meant) to\b|\b(?:am|are|was|were) (?:i|we) (?:supposed|meant) to\b/i,
  /^\W*(?:i|we) (?:have |['’]ve )?(?:always )?forg[eo]t(?:ten)? (?:to|the|my|our)\b/i,
  /\b(?:i|we) have no opinion\b|\b(?:i|we) (?:have )?never (?:really )?(?:got|understood) (?:it|this|that|any|what|why|the)\b/i,
  /\bi (?:still |really |honestly )?(?:do not|don['’]?t|didn['’]?t|did not|cannot|can['’]?t|could not|couldn['’]?t|would not|wouldn['’]?t) (?:see|understand|get|know|say|tell) (?:why|what (?:it|this|that|for)|the (?:point|use|sense))\b/i,
  /\bwhether\b[^.]{0,80}\b(?:i|we) (?:do not|don['’]?t|cannot|can['’]?t|could not|couldn['’]?t) (?:say|know|tell|remember)\b/i,
  /\bno (?:idea|clue) (?:what|why|how)\b/i,
  /\bno need (?:for|of) (?:it|this|that|them)\b|\b(?:i|we) (?:do not|don['’]?t|did not|didn['’]?t|never) (?:need|used?|wrote|write|look at) (?:it|this|that|one|any|them|those)\b|\?\?\W*$/i,
  /\b(?:nobody|no one|never|no)\b[^.]{0,120}\b(?:(?:it|everything|all of it) (?:still )?works? (?:fine|anyway|all the same|too)|(?:and|but) (?:we are|we['’]re|it is|it['’]s) (?:still )?(?:fine|ok|okay)|all the same|nobody (?:minds|complains|cares))\b/i,
  /^\W*(?:instead of|rather than) (?:learning|looking|reading|studying|watching)\b/i,
  /\b(?:ma[nñ]ana|demain|amanh[aã]|domani|jutro)\b[^.]{0,40}\b(?:voy|vamos|vais|vou|vado|chc[eę])\b|\b(?:voy a|vou|vado a|je vais|werde ich|ich werde)\b[^.]{0,60}\b(?:ma[nñ]ana|demain|amanh[aã]|domani|morgen|sp[aä]ter)(?!\p{L})/iu,
  /\b(?:non so|non capisco|n[aã]o sei|n[aã]o entendo|n[aã]o tenho (?:ideia|a menor)|no s[eé]|no entiendo|no tengo (?:ni )?idea|je ne (?:sais|comprends) pas|(?:ich )?wei(?:ss|ß) (?:ich )?(?:es )?nicht|ich verstehe nicht|keine ahnung|nie wiem|nie rozumiem)(?!\p{L})/iu,
  /\bif (?:i|we|there) (?:had|were|was)\b|\bsomeone should\b|\bif only\b|\bin my dreams\b/i,
  /\b(?:i|we) (?:plan|intend|hope|want) to (?:let|have|make|get|use|add|try|set|start)\b|\bin theory\b|\b(?:i|we)(?:['’]d| would) (?:rather|prefer)\b/i,
  /\b(?:would be|is|it['’]s) (?:wrong|false|untrue|nonsense|a lie|a myth|not true) (?:to (?:say|claim|think)|that)\b/i,
  /^\W*(?:nobody|no one)(?: here| of us)? (?:uses|needs(?! to)|wants(?! to)|looks at|logs|asks)\b/i,
  // `It does not find any bugs` denies what it is for; `It does not let bad data in` is that.
  /^\W*(?:it|this|that) (?:does not|doesn['’]?t|never|cannot|can['’]?t|won['’]?t|will not|is not able to) (?:really |even |ever )?(?:find|tell|say|show|see|know|record|log|compare|version|check|notice|serve|scale|run|help|stop|block|prevent|reject|filter|catch|send|warn|restore|return|work|detect)s?\b(?![^.]{0,200}\b(?:but|only|just|instead|rather|until|unless|without|if)\b)/i,
  // Something that is only hinted at: `something with pipelines`, `it has to do with pipelines or so`.
  /\b(?:something|sth|smth|the thing|things|algo|irgendwas|irgendetwas|etwas|qualcosa|cos) (?:with|about|from|con|com|mit|avec|z) |\bquelque chose avec\b/i,
  /\b(?:has|have|had) (?:something )?to do with\b[^.]{0,80}\b(?:or so|or something|not sure|i think|i guess|maybe|somehow)\b/i,
]
/** On the lessons, on what one likes, on what others say of it, and to those who read: nothing of the matter. */
const NO_MATTER = [
  /\b(?:i|we)(?:['’]ve| have)? (?:\w+ )?(?:liked|loved|hated|enjoyed|skipped|missed|heard|watched|saw|did|had|copied|slept through)\b[^.]{0,60}\b(?:lessons?|lectures?|chapters?|videos?|slides?|course|class|podcasts?|modules?|units?|exercises?)\b/i,
  /\b(?:lesson|lecture|chapter|video|slide|module|unit|exercise|week) \d/i,
  /\bthe (?:most |least )?(?:interesting|boring|fun|difficult|hard|hardest|easiest|best|favou?rite|nicest|funniest) part\b/i,
  /^\W*(?:i|we) (?:really |also |do not |don['’]?t |did not |didn['’]?t )?(?:like|love|hate|enjoy|liked|loved|hated|enjoyed|prefer) (?!it when|to (?:see|think|call))/i,
  /\b(?:as|like) (?:the|our|your) (?:course|lessons?|lectures?|slides?|videos?|teacher|professor|prof|instructor|handout) (?:says?|said|puts?|states?|explains?|writes?|wrote|told)\b/i,
  /\b(?:teacher|professor|prof|lecturer|instructor|tutor|mentor|boss|group|people|others|everyone|everybody|internet|linkedin|colleagues?|friends?|cousin|brother|sister|he|she|they|todo el mundo)\b[^.]{0,20}\b(?:says?|said|told|tells|repeated|repeats|mentions|mentioned|claims?|wrote|writes|thinks?|uses?|usa)\b[^.]{0,40}\b(?:important|needs?|needed|must|should|great|modern|useful|the word|worth|it|trust)\b[^.]{0,30}$/i,
  /\bplease (?:do not|don['’]?t|help|check|look|copy|be|turn|tell|give|have|read|answer|explain|accept|see)\b|\bplease\W*$|\b(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody)\b[^.]{0,80}\?|\b(?:help me|ask me again|can someone)\b/i,
  /^\W*(?:oh|yeah|haha|ha ha|yeah right)\b[\s,]{1,2}(?:sure|yes|great|right|well|of course|how)\b|\bwho (?:needs|cares|wants)\b|\bwhat could (?:possibly )?go wrong\b|^\W*(?:great|wonderful|brilliant|fantastic|super|lovely), (?:another|more|one more|now)\b|\b(?:ha){2,9}\W*$/i,
  /\b(?:the|our|an?|next) (?:exam|quiz|homework|assignment|presentation|lesson|lecture|course) (?:is|was|were|will|covers?|has|had)\b|\bwhat (?:i|we) (?:\w+ )?(?:do|did|learn|learned|learnt|study|studied|have) in (?:this|the|our) (?:course|class|lecture|school)\b|\b(?:may|can|could) i (?:submit|hand|get|have|send|come|do)\b|\bplease find\b|\b(?:copy|copied|taken|quote|quoted) from\b[^.]{0,20}\b(?:lesson|course|slides?|video|internet|web|wikipedia)\b|^\W*\+\d/i,
  /\b(?:me gust[oó]|me gusta|me encant[aóo]|mi (?:[eè] )?piac\w{1,6}|hat mir (?:gut )?gefallen|gef[aä]llt mir|j['’]ai (?:bien )?aim[eé]|gostei|podoba[lł]o mi)(?!\p{L})/iu,
  // A question on what it is, a maxim that fits anything, the same word in another science.
  /\bwhat(?: is|['’]s) the difference between\b|\bis (?:it|this|that|\w{1,14}) (?:the same|similar) (?:as|to)\b[^?]{0,80}\?/i,
  /\b(?:is|are) always (?:good|better|important|nice|useful)\b|\bbetter (?:safe|too much|late) than\b/i,
  /^\W*in (?:genetics|biology|physics|chemistry|medicine|surgery|geology|sailing|music|football|psychology|economics|linguistics|statistics) \w{1,14} (?:is|are|means)\b/i,
  // Words on the words: an answer that names what it holds.
  /\b(?:this|my) (?:sentence|answer|text)\b|\bkey ?words?\b|\bthe words?\b|\bbuzz ?words?\b|\bthe right (?:terms|words)\b/i,
  /\b(?:would|wouldn['’]?t it) be (?:nice|great|cool|good|lovely|fun)\b|\bcould be anything\b/i,
  /\b(?:buy|try|discover|contact|book|choose) (?:our|us|now)\b|\b\d{1,3} ?% off\b|\btrusted by\b|\bfree trial\b|\bbuy now\b/i,
  /\b(?:there is|there['’]s|has|have) (?:a |an )?(?:\w+ )?(?:synergy|connection|link|relation|relationship|dependency|interplay) between\b[^.:;]{0,60}\W*$/i,
  /\b(?:i|we) (?:have )?(?:turned|switched|disabled|muted|deleted) (?:\w+ ){0,3}(?:off|all|it|them)\b/i,
  /^\W*(?:many |big )?(?:thanks|thank you)\b/i,
  /\b(?:is|are|was|were) mine\b|\bi (?:have )?(?:failed|passed) (?:it|the (?:test|exam)|my (?:test|exam))\b/i,
]
/** What somebody reports that he did: `I fixed the tests`, `Added monitoring`; with what it is for (`a check that stops bad rows`) it explains. */
const REPORT = /^\W*(?:(?:today|yesterday|now|then|finally|so|and|ok|okay|done|hi|hello|last \w{1,12}|in (?:the|my) \w{1,12} \w{1,12})[\s,:!.]{1,3}){0,3}(?:(?:i|we)(?:['’]ve| have)? (?:\w{1,12}ly |also |just |already |now |only )?(?:\w{1,14}[^e\W]ed|wrote|built|rebuilt|ran|got|made|took|did|had|was|were|went|sent|found|saw|forgot|lost|thought|gave|came|left)\b|(?:added|updated|fixed|merged|implemented|finished|done|uploaded)\b)/i
const FOR_WHAT = /\b(?:that (?:is|are|was|were|\w{2,14}s)|so that|which|so|whenever|when|if|each|every|before|until|unless|instead|because of|in order|otherwise|who|what)\b/i

/** In a longer one something else is said as well. */
const LONGEST = 30
/** What is unknown without something else tells what that is for. */
const LACKING = /\b(?:without|otherwise|else|until)\b/i

/** Questions, not what has a question mark behind: `It is shipping, right?` claims that. */
const ASKS = /^\W*(?:and |so |but |or )?(?:who|what|when|where|why|how|which|whose|is|are|was|were|do|does|did|can|could|should|would|will|may|must|has|have|had|wie|warum|wann|wer|welche\w*|ist|sind|que|como|por que|quien|cual|est|comment|pourquoi|quand|come|perche|cosa)\b/i
/** A word with a question mark names what it asks about. */
const NAMED_ONLY = 3

/** The sentences of an answer that put something forward about the matter: plans, wishes, hints, words on the lessons, and words of not understanding are left out. */
export function claimsOf(sentences: readonly Sentence[]): readonly Sentence[] {
  return sentences.filter(({ text, words }) => (words.length > LONGEST || ((LACKING.test(text) || !NO_CLAIM.some((pattern) => pattern.test(text))) && !NO_MATTER.some((pattern) => pattern.test(text)) && !isReport(text))))
}

function isReport(text: string): boolean {
  const [opening = ''] = REPORT.exec(text) ?? []
  return opening !== '' && !FOR_WHAT.test(text.slice(opening.length))
}

/** Whether a sentence is a word or two with a question mark: `Monitoring?` */
export function isNamedOnly({ text, words }: Sentence): boolean {
  return words.length <= NAMED_ONLY && isQuestion(text)
}

/** Whether an answer asks back in each of its sentences. */
export function isAskedOnly(sentences: readonly Sentence[]): boolean {
  return sentences.every(({ text }) => isQuestion(text) && ASKS.test(text.slice(0, 60)))
}

/** Whether it asks what the writer is to do: `How do I record the parameters?` */
export function asksForHelp(sentences: readonly Sentence[]): boolean {
  return isAskedOnly(sentences) && sentences.every(({ text }) => /\b(?:do|does|did|can|could|should|must|shall|may|am|are|would) (?:i|we)\b/i.test(text.slice(0, 300)))
}

function isQuestion(text: string): boolean {
  return /\?["'”’»)\]]{0,3}$/.test(text.slice(-6))
}
