/** Two plain sentences a term. */
export const TERMS = {
  activation: {
    title: "Activation",
    text: "What each unit does to its sum before passing it on. Without one, layers in a row are no more than a single linear layer.",
  },
  dropout: {
    title: "Dropout",
    text: "The share of a layer's outputs that each training step sets to 0, drawn anew from the seed. It keeps units from leaning on each other; evaluation drops nothing.",
  },
  initialisation: {
    title: "Initialisation",
    text: "How the weights are drawn before the first step. Too small and nothing gets through, too large and the first steps blow up.",
  },
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
    title: "Scaler",
    text: "Each column of the matrix has its centre subtracted and is divided by its scale, so that no column drowns the others. Both are learned from train alone, so nothing of the other splits leaks into training.",
  },
  missingValues: {
    title: "Missing values",
    text: "A net needs a number in every cell. The row can be left out, or the cell filled with a figure learned from train; an indicator also tells the net where it was missing.",
  },
  transform: {
    title: "Transform",
    text: "Changes the shape of a column before it is scaled, one step after the other. Logarithms draw long tails in; clipping cuts them off.",
  },
  encoding: {
    title: "Encoding",
    text: "How the values of a column become numbers: as they are, as a column of 0 and 1 for each value, or as a rank or a share. Values that train does not have are counted and taken for others.",
  },
  leakage: {
    title: "Leakage",
    text: "Fitting fills, encodings and scales on all three splits tells the net about rows it is judged on. The switch exists to show what that does; results made with it are marked and prove nothing.",
  },
  lossFunction: {
    title: "Loss function",
    text: "Binary cross-entropy teaches the net; it is computed from logits, so it stays exact when the net is very sure. The notebook's version is always 0, so its gradient is 0 and nothing is learned.",
  },
  optimizer: {
    title: "Optimiser",
    text: "The rule that turns gradients into new weights. Adam, AdamW and RMSprop adapt their step to each weight; SGD takes plain steps of one size.",
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
    text: "Pulls every weight towards zero a little at each step. It is added to the gradient, as in PyTorch; AdamW alone shrinks the weights directly.",
  },
  positiveWeight: {
    title: "Positive weight",
    text: "How many times a positive row counts in the loss. Balanced is negatives divided by positives of the rows trained on, so that both classes pull equally.",
  },
  focal: {
    title: "Focal loss",
    text: "Gamma turns down the rows that the net already answers well; at 0 nothing is turned down. Alpha weighs positive rows, 1 - alpha negative ones.",
  },
  betas: {
    title: "Betas",
    text: "The share that the running means of the gradient (1) and of its square (2) keep at each step. Nearer to 1 is smoother and slower.",
  },
  rmspropAlpha: {
    title: "Alpha",
    text: "The share that the running mean of the squared gradient keeps at each step. Nearer to 1 is smoother and slower.",
  },
  epsilon: {
    title: "Epsilon",
    text: "A small number added where the step is divided, so that it is never divided by 0. Larger values damp the adaptive step.",
  },
  schedule: {
    title: "Schedule",
    text: "How the learning rate moves over the run: large steps first, small ones to settle. The line below shows it.",
  },
  warmup: {
    title: "Warm-up",
    text: "The learning rate climbs in a straight line to its start over so many epochs or steps. It keeps the first steps of a fresh net from going astray.",
  },
  clipNorm: {
    title: "Gradient clipping",
    text: "A gradient whose norm over all weights is larger than this is scaled down to it. One odd batch can then not throw the net far off.",
  },
  earlyStop: {
    title: "Early stop",
    text: "Ends the run once a figure has not become better for a number of epochs. It saves time, and keeps the net from learning rows by heart.",
  },
  patience: {
    title: "Patience",
    text: "How many epochs in a row may pass without a better figure before the run ends. With the best restored, the run ends with the weights of its best epoch.",
  },
  holdout: {
    title: "Hold-out share",
    text: "A seeded draw of train's rows that the net never trains on. They come from the same world as train, so a gap to them can only be overfitting.",
  },
  subset: {
    title: "Fewer rows",
    text: "Trains on a seeded draw of this many of train's rows. A net with more weights than rows can learn them by heart.",
  },
  labelNoise: {
    title: "Label noise",
    text: "The share of these rows whose label is flipped, drawn from the seed. A net that answers them right has learned them by heart.",
  },
  threshold: {
    title: "Threshold",
    text: "A row is answered 1 where its score is above this. It changes what is counted as right, not what is learned.",
  },
  checkpoint: {
    title: "Checkpoints",
    text: "Weights and the optimiser's memory at the end of an epoch, kept in this tab. A run can go on from each as if it had never ended.",
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
  dtype: {
    title: "dtype",
    text: "What pandas would call the type of the column: int64 for whole numbers, float64 for others, bool, or object for text. Whole numbers with a missing value among them are float64, as pandas reads them.",
  },
  unique: {
    title: "Unique values",
    text: "How many different values a column holds, missing ones not counted. One means that it says nothing; as many as there are rows, that it only names the row.",
  },
  standardDeviation: {
    title: "Standard deviation",
    text: "How far values lie from their mean, in the column's own unit. This one divides by n - 1, as pandas does; scaling divides by n.",
  },
  quartile: {
    title: "Quartiles",
    text: "A quarter of the values lie below 25 %, half below 50 % (the median), three quarters below 75 %. A few huge values hardly move them, unlike the mean.",
  },
  correlation: {
    title: "Correlation",
    text: "1 where two columns rise together along a straight line, -1 where one falls as the other rises, 0 where no line fits. Near 1 or -1, one of the two says all that both do.",
  },
  symlog: {
    title: "Symmetric logarithm",
    text: "A logarithmic axis that also has room for 0 and for negative values: sign(x) log(1 + |x|). A plain logarithmic axis leaves out all that is not above 0.",
  },
  duplicates: {
    title: "Repeated rows",
    text: "Rows that agree with an earlier row in every column that is kept. In logs they are often real; in train they count a case more than once.",
  },
  leak: {
    title: "Leak",
    text: "Rows of validation or test that train has too. A net that learned them by heart answers them right, so the figures promise more than the model can do on new rows.",
  },
} as const;

export type TermKey = keyof typeof TERMS;
