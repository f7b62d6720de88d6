/** Two plain sentences a term. */
export const TERMS = {
  accuracy: {
    title: "Accuracy",
    text: "The share of rows that the model answers correctly. It says little when one class is rare: compare it with the best constant answer.",
  },
  baseline: {
    title: "Best constant answer",
    text: "What you would score by giving the same answer to every row: the larger of the two class shares. A model below this line is worse than no model.",
  },
  loss: {
    title: "Loss",
    text: "The number that training makes smaller. It measures how far the model's probabilities are from the labels, so it moves before accuracy does.",
  },
  confusion: {
    title: "Confusion matrix",
    text: "Rows are what a row truly is, columns what the model says. Off the diagonal are the two kinds of mistake: false alarms and misses.",
  },
  prevalence: {
    title: "Share of positives",
    text: "How many of a split's rows belong to the positive class. When it differs between splits, accuracies cannot be compared with each other.",
  },
  scaler: {
    title: "Standard scaler",
    text: "Each column has its train mean subtracted and is divided by its train standard deviation. It is fitted on train alone, so nothing of the other splits leaks into training.",
  },
  lossFunction: {
    title: "Loss function",
    text: "Binary cross-entropy teaches the net; it is computed from logits, so it stays exact when the net is very sure. The notebook's version is always 0, so its gradient is 0 and nothing is learned.",
  },
  optimizer: {
    title: "Optimiser",
    text: "The rule that turns gradients into new weights. Adam adapts its step to each weight; SGD takes plain steps of one size.",
  },
  learningRate: {
    title: "Learning rate",
    text: "The size of each step. Too small and nothing moves; too large and the loss blows up.",
  },
  momentum: {
    title: "Momentum",
    text: "The share of the last step that is carried into the next. It smooths noisy gradients and speeds up long slopes.",
  },
  weightDecay: {
    title: "Weight decay",
    text: "Pulls every weight towards zero a little at each step. It is added to the gradient, as in PyTorch's SGD and Adam.",
  },
  batch: {
    title: "Batch size",
    text: "How many rows go into one update. A full batch takes one step an epoch; smaller batches take many, and learn faster for the same work.",
  },
  epochs: {
    title: "Epochs",
    text: "One epoch is one pass over all train rows. All three splits are measured after each; with 0 epochs the net is only measured.",
  },
  seed: {
    title: "Seed",
    text: "Fixes the starting weights and the order of the batches. The same seed, data, settings and engine give the same weights to the last bit.",
  },
  engine: {
    title: "Engine",
    text: "What does the arithmetic: the graphics card through WebGL, a fused WebAssembly kernel, or plain JavaScript. All train in this tab; nothing is sent anywhere.",
  },
  outbound: {
    title: "Requests out",
    text: "How many requests this page has made to any other server. It stays at 0: your rows never leave this tab, and the page's security policy forbids it.",
  },
  label: {
    title: "Label",
    text: "The column that the model learns to predict. Rows with one of the positive values count as 1, all others as 0.",
  },
} as const;

export type TermKey = keyof typeof TERMS;
