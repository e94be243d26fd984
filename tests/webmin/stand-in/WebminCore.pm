# A stand-in for the part of Webmin's library that this module uses, for
# machines without Webmin. What it does is what the real one does as far as the
# tests look; files are where the real one has them.

package WebminCore;
use strict;
use warnings;
no warnings 'uninitialized';
no strict 'refs';	## no critic

our (%text, %config, %gconfig, %in, %module_info);
our ($module_name, $module_root_directory, $module_config_directory,
     $module_var_directory, $config_directory, $var_directory,
     $remote_user, $base_remote_user, $current_lang);

sub import
{
my $to = caller();
foreach my $name (keys %{'WebminCore::'}) {
	*{$to.'::'.$name} = \&{'WebminCore::'.$name}
		if (defined(&{'WebminCore::'.$name}) && $name ne 'import');
	}
foreach my $name (qw(text config gconfig in module_info)) {
	*{$to.'::'.$name} = \%{'WebminCore::'.$name};
	}
foreach my $name (qw(module_name module_root_directory
		     module_config_directory module_var_directory
		     config_directory var_directory remote_user
		     base_remote_user current_lang)) {
	*{$to.'::'.$name} = \${'WebminCore::'.$name};
	}
}

sub init_config
{
$config_directory = $ENV{'WEBMIN_CONFIG'};
$var_directory = $ENV{'WEBMIN_VAR'};
$main::session_id = delete($ENV{'SESSION_ID'}) if ($ENV{'SESSION_ID'});
$module_name = 'unlimited-cluster';
$module_root_directory = $ENV{'STAND_IN_MODULE'};
$module_config_directory = "$config_directory/$module_name";
$module_var_directory = "$var_directory/modules/$module_name";
$remote_user = $ENV{'REMOTE_USER'};
$base_remote_user = $ENV{'BASE_REMOTE_USER'} || $remote_user;
%gconfig = read_pairs("$config_directory/config");
$current_lang = $gconfig{"lang_$remote_user"} || $gconfig{'lang'} || 'en';
%text = ( 'index' => 'Webmin index',
	  read_pairs("$module_root_directory/lang/en"),
	  read_pairs("$module_root_directory/lang/$current_lang") );
%config = ( read_pairs("$module_root_directory/config"),
	    read_pairs("$module_config_directory/config") );
if ($ENV{'SCRIPT_NAME'} && !$main::no_acl_check &&
    !foreign_available($module_name)) {
	error("Access denied : User $remote_user");
	}
}

sub read_pairs
{
my ($file) = @_;
my $contents = read_file_contents($file);
return $contents =~ /^([^#=\n]+)=(.*)$/mg;
}

sub read_file_contents
{
my ($file) = @_;
open(my $fh, '<', $file) || return;
local $/ = undef;
my $contents = <$fh>;
close($fh);
return $contents;
}

sub write_file_contents
{
my ($file, $contents) = @_;
open(my $fh, '>', $file) || die "$file : $!";
print $fh $contents;
close($fh);
}

sub get_module_acl
{
return ( read_pairs("$module_root_directory/defaultacl"),
	 read_pairs("$module_config_directory/$remote_user.acl") );
}

sub foreign_available
{
my ($module) = @_;
my %acl = read_pairs("$config_directory/webmin.acl");
my $contents = read_file_contents("$config_directory/webmin.acl");
return $contents =~ /^\Q$remote_user\E:.*\s\Q$module\E(\s|$)/m ? 1 : 0;
}

sub webmin_log
{
my ($action, $type, $object, $params) = @_;
open(my $fh, '>>', "$var_directory/webmin.log") || die "webmin.log : $!";
print $fh "$remote_user $module_name \"$action\" \"".($type || '-')."\" \"".
	  ($object || '-')."\" ".
	  join(" ", map { "$_='$params->{$_}'" } sort(keys %$params))."\n";
close($fh);
}

sub text
{
my ($key, @values) = @_;
my $str = $text{$key};
$str =~ s/\$(\d+)/$values[$1-1]/g;
return $str;
}

sub html_escape
{
my ($str) = @_;
my %entity = ( '&' => '&amp;', '<' => '&lt;', '>' => '&gt;',
	       '"' => '&quot;', "'" => '&#39;', '=' => '&#61;' );
$str =~ s/([&<>"'=])/$entity{$1}/g;
return $str;
}

sub error
{
my ($message) = @_;
die "$message\n" if ($main::error_must_die);
print "Content-type: text/html\n\n<h1>Error</h1>$message\n";
exit(0);
}

sub ReadParse
{
my $body = '';
if ($ENV{'REQUEST_METHOD'} eq 'POST') {
	read(STDIN, $body, $ENV{'CONTENT_LENGTH'});
	}
foreach my $pair (split(/&/, join('&', grep { length } $body, $ENV{'QUERY_STRING'}))) {
	my ($k, $v) = map { s/\+/ /gr =~ s/%(..)/chr(hex($1))/ger }
			  split(/=/, $pair, 2);
	$in{$k} = $v;
	}
}

sub ui_print_header
{
my ($subtitle, $title) = @_;
print "Content-type: text/html; charset=utf-8\n",
      "X-Frame-Options: SAMEORIGIN\n\n",
      "<!doctype html><html><body><h1>$title</h1>$_[7]\n";
}

sub ui_print_footer { print "</body></html>\n"; }

sub ui_link
{
my ($url, $label, $class, $tags) = @_;
return "<a href='$url' $tags>$label</a>";
}

sub ui_tag
{
my ($tag, $contents) = @_;
return "<$tag>$contents</$tag>";
}

sub ui_form_end
{
my ($buttons) = @_;
return join('', map { "<input type=submit name='$_->[0]' value='$_->[1]'>" }
		    @$buttons)."</form>";
}

sub ui_table_row { return "<tr><td>$_[0]</td><td>$_[1]</td></tr>\n"; }

sub ui_yesno_radio
{
my ($name, $value) = @_;
return ui_radio($name, $value, [ [ 1, 'Yes' ], [ 0, 'No' ] ]);
}

sub ui_radio
{
my ($name, $value, $options) = @_;
return join(' ', map { "<input type=radio name='$name' value='$_->[0]'".
		       ($value eq $_->[0] ? ' checked' : '').">$_->[1]" }
		     @$options);
}

sub ui_textbox
{
my ($name, $value) = @_;
return "<input name='$name' value='".html_escape($value)."'>";
}

sub get_miniserv_config
{
my ($hash) = @_;
%$hash = read_pairs(get_miniserv_config_file());
}

sub put_miniserv_config
{
my ($hash) = @_;
write_file_contents(get_miniserv_config_file(),
	join('', map { "$_=$hash->{$_}\n" } sort(keys %$hash)));
}

sub encode_base64
{
require MIME::Base64;
return MIME::Base64::encode($_[0], $_[1] eq 'noeol' ? '' : "\n");
}

sub has_command
{
my ($name) = @_;
return (grep { -x $_ } $name =~ /^\// ? ($name) :
		       map { "$_/$name" } split(/:/, $ENV{'PATH'}))[0];
}

sub backquote_command
{
my ($command) = @_;
return `$command`;	## no critic
}

sub save_module_config
{
my ($values) = @_;
write_file_contents("$module_config_directory/config",
	join('', map { "$_=$values->{$_}\n" } sort(keys %$values)));
}

sub redirect { print "Location: $_[0]\n\n"; }
sub get_miniserv_config_file { return "$config_directory/miniserv.conf"; }
sub get_webprefix { return $gconfig{'webprefix'}; }
sub is_readonly_mode { return $gconfig{"readonly_$remote_user"}; }
sub webmin_user_can_rpc { return 1; }
sub error_setup { }
sub lock_file { }
sub unlock_file { }
sub reload_miniserv { }
sub hlink { return $_[0]; }
sub ui_alert_box { return "<div class='alert'>$_[0]</div>"; }
sub ui_form_start { return "<form action='$_[0]' method='$_[1]'>"; }
sub ui_hidden { return "<input type=hidden name='$_[0]' value='$_[1]'>"; }

1;
