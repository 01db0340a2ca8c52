// An address as a QR code: squares in an SVG picture. Pure.
import { encode } from 'uqr'
import type { Picture } from './model.ts'
import { INK } from './svg.ts'

/** @param alt what it is a code of */
export function qrOf(address: string, alt: string): Picture {
  const { data, size } = encode(address, { ecc: 'M', border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}"><path fill="${INK.ink}" d="${squares.join('')}"/></svg>`
  return { svg, width: size, height: size, alt }
}
