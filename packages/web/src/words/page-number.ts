/** A task's page as people count it, from one; addresses and data have its index, from zero. */
export const pageNumber = (task: number): number => task + 1;
