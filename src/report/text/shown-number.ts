/** A number as text: four figures behind the point are enough to tell two models apart. */
export function shown(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}
