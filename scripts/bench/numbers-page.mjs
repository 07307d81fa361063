import { SECTIONS } from './sections.mjs'

/** The page of all that was measured, as Markdown: each section with its day, its machine and its table. */
export function numbersPage(result) {
  const parts = SECTIONS.flatMap(({ name, says, isRepeated, table }) => {
    const found = result[name]
    return found === undefined ? [] : [`## ${name}: ${says}`, '', machineLine(found.machine, found.numbers, isRepeated === true), '', '```text', ...table(found.measured, result), '```', '']
  })
  return [
    '# Numbers',
    '<!-- Written by `npm run bench -- … --json docs/numbers.json --page docs/numbers.md`. Measure again, and it is written anew. -->', '',
    'What the built program was measured at, section by section, each on the day and the machine that it names. Ratios hold on any machine, milliseconds only there.', '', ...parts,
  ].join('\n')
}

function machineLine({ date, cpu, cpus, memory, node, platform, runs }, numbers, isRepeated) {
  const set = Object.entries(numbers).map(([name, number]) => `, \`--${name} ${number}\``)
  return `${date}; ${cpu}, ${cpus} CPUs, ${memory} GB, Node ${node}, ${platform}; ${isRepeated ? `the middle of ${runs} runs` : 'one run'}${set.join('')}.`
}
