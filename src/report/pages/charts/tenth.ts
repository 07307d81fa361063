/** A number as text, to the tenth: what a place in a picture needs, and what is read off one. */
export function tenth(value: number): string {
  return String(Math.round(value * 10) / 10)
}
