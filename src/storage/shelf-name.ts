/** The name of the page's database in the browser. */
export const SHELF_NAME = "triptych";
