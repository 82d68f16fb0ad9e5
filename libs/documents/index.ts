/** Documents of the road of a claim: their pure model, and what each of the eleven says. */
export { documentErrors } from './errors.js';
export * from './kinds.js';
export * from './model.js';
