# Types lines into an interactive zsh in a pseudo terminal and prints what was run: zsh -f complete.zsh FOLDER-OF-_outlive < lines
# TAB stands for the key. Each line must run `outlive`, which prints its arguments instead.
zmodload zsh/zpty || exit 77
tab=$'\t'
zpty -b inner zsh -f -i
zpty -w inner "PS1= PROMPT_SP=; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D; outlive() { print -r -- \"got<\$*>\" }; print REA''DY"
zpty -r inner out '*READY*'
while IFS= read -r line; do
  zpty -w -n inner "${line//TAB/$tab}"$'\n'
  zpty -r inner out '*got<*>*'
  out=${out##*got<}
  print -r -- ${out%%>*}
done
zpty -d inner
