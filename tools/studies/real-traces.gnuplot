# Draws results/studies/real-traces/plot.svg from table.csv; called by tools/studies/real-traces.
set terminal svg size 960,480 font "sans-serif,13" background "white"
set output plot_file
set datafile separator ","
set multiplot layout 1,2 title "What shorter background sessions would have ended" font ",16"
set key at graph 1.0,0.97 right samplen 2
set border 3 linecolor "#666666"
set grid ytics linecolor "#dddddd"
set xlabel "background session duration"
set xtics nomirror
set ytics nomirror
set yrange [0:100]
set xrange [-0.3:7.3]
set lmargin 6
set style line 1 linecolor "#1b6ca8" linewidth 2 pointtype 7 pointsize 0.7
set style line 2 linecolor "#d1495b" linewidth 2 pointtype 5 pointsize 0.7
set style line 3 linecolor "#3a7d44" linewidth 2 pointtype 9 pointsize 0.9

names = "ms-itp-cluster02 ms-itp-cluster10 ncar-jupyterhub"
labels = "'Microsoft ITP 02, 5,778 GPU jobs' 'Microsoft ITP 10, 260 GPU jobs' 'NCAR, 2,702 notebook sessions'"
# Each trace is eight rows in the order of durations, so rows 8k to 8k+7 of the table are one line.
set title "jobs killed, percent of all jobs"
plot for [k=0:2] table every ::(8*k+1)::(8*k+8) using 0:(100.0*$4/$3):xtic(2) with linespoints linestyle k+1 title word(labels,k+1)
unset key
set title "resource time never run, percent of what was asked for"
plot for [k=0:2] table every ::(8*k+1)::(8*k+8) using 0:(100.0*$8/$6):xtic(2) with linespoints linestyle k+1 notitle
unset multiplot
