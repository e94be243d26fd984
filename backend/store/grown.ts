/** The same values in an array twice as long, or long enough for a slot. */
export function grown<A extends Float64Array | Float32Array | Uint8Array | Uint32Array | Int32Array>(array: A, slot: number): A {
  const longer = new (array.constructor as new (length: number) => A)(Math.max(array.length * 2, slot + 1));
  longer.set(array);
  return longer;
}
