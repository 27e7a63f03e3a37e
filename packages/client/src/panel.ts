// Panels of challenges, for those who judge or keep them going. Apart from everything else: few pages need it.

export * from "./labeling/panelist.js";
export * from "./labeling/panels.js";
