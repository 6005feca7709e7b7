/** A list of whole numbers that grows without an object for each: millions of them fit in memory. */
export class Numbers {
  length = 0;
  #room = new Int32Array(1024);

  push(value: number): void {
    if (this.length === this.#room.length) {
      const wider = new Int32Array(this.#room.length * 2);
      wider.set(this.#room);
      this.#room = wider;
    }
    this.#room[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#room[index] as number;
  }
}
